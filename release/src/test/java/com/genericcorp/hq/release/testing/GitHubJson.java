package com.genericcorp.hq.release.testing;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.release.testing.GitHubState.Asset;
import com.genericcorp.hq.release.testing.GitHubState.Release;
import java.util.LinkedHashMap;
import java.util.Map;

/** Releases and assets as GitHub writes them. */
final class GitHubJson {
  private final String base;
  private final String repository;
  volatile boolean tellsDigests = true;

  GitHubJson(String base, String repository) {
    this.base = base;
    this.repository = repository;
  }

  Object of(Release one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", one.id);
    json.put("tag_name", one.tag);
    json.put("target_commitish", one.commitish);
    json.put("name", one.name);
    json.put("body", one.body);
    json.put("draft", one.draft);
    json.put("prerelease", one.preRelease);
    json.put("html_url", base + "/page/" + one.tag);
    json.put(
        "upload_url",
        base + "/uploads/repos/" + repository + "/releases/" + one.id + "/assets{?name,label}");
    return json;
  }

  Object of(Asset one) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("id", one.id);
    json.put("name", one.name);
    json.put("state", one.uploaded() ? "uploaded" : "starter");
    json.put("content_type", one.contentType);
    json.put("size", one.uploaded() ? one.bytes.length : 0);
    json.put("digest", one.uploaded() && tellsDigests ? "" + Digest.of(one.bytes) : null);
    json.put("browser_download_url", base + "/download/" + one.name);
    return json;
  }
}
