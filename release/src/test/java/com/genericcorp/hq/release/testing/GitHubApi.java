package com.genericcorp.hq.release.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.release.testing.GitHubState.Asset;
import com.genericcorp.hq.release.testing.GitHubState.Release;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each call does, by GitHub's documentation of its REST API, version 2022-11-28. */
final class GitHubApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UPLOAD =
      Pattern.compile("/uploads/repos/[^/]+/[^/]+/releases/(\\d+)/assets");
  private static final Pattern QUERY_NAME = Pattern.compile("(?:^|&)name=([^&]*)");

  private final GitHubState state;
  private final String base;
  private final String root;
  private final String repository;
  volatile boolean hidden;
  volatile boolean tellsDigests = true;

  GitHubApi(GitHubState state, String base, String repository) {
    this.state = state;
    this.base = base;
    this.repository = repository;
    this.root = "/repos/" + repository;
  }

  private enum Who {
    NOBODY,
    READER,
    WRITER
  }

  Reply answer(HttpExchange call, byte[] body) throws IOException {
    synchronized (state) {
      String path = call.getRequestURI().getPath();
      String authorization = call.getRequestHeaders().getFirst("Authorization");
      if (path.startsWith("/storage/")) {
        if (authorization != null) {
          state.violations.add("the token was shown to the storage");
        }
        return Reply.bytes(asset(Long.parseLong(path.substring(9))).bytes);
      }
      if (call.getRequestHeaders().getFirst("User-Agent") == null
          || !"2022-11-28".equals(call.getRequestHeaders().getFirst("X-GitHub-Api-Version"))) {
        return Reply.problem(403, "Request forbidden by administrative rules.");
      }
      Who who =
          authorization == null
              ? Who.NOBODY
              : authorization.equals("Bearer " + GitHubServer.TOKEN)
                  ? Who.WRITER
                  : authorization.equals("Bearer " + GitHubServer.READER) ? Who.READER : null;
      if (who == null) {
        return Reply.problem(401, "Bad credentials");
      }
      boolean reads = call.getRequestMethod().equals("GET");
      if (hidden && who == Who.NOBODY) {
        return Reply.problem(404, "Not Found");
      }
      if (!reads && who != Who.WRITER) {
        return Reply.problem(403, "Resource not accessible by integration");
      }
      Matcher upload = UPLOAD.matcher(path);
      if (upload.matches()) {
        return upload(call, Long.parseLong(upload.group(1)), body);
      }
      if (!path.startsWith(root)) {
        return Reply.problem(404, "Not Found");
      }
      String[] words = path.substring(root.length()).split("/", -1);
      return reads ? read(call, words, who) : change(call, words, body);
    }
  }

  private Reply read(HttpExchange call, String[] words, Who who) {
    if (words.length == 1) {
      return Reply.json(
          200,
          Map.of(
              "full_name", repository,
              "private", hidden,
              "permissions", Map.of("pull", true, "push", who == Who.WRITER)));
    }
    List<Release> seen =
        state.releases.values().stream().filter(one -> !one.draft || who == Who.WRITER).toList();
    if (words.length == 2) {
      seen = seen.stream().filter(one -> one.hiddenFor-- <= 0).toList();
      return page(call, seen, this::json);
    }
    switch (words[2]) {
      case "latest":
        return one(seen.stream().filter(one -> one.id == state.latest).toList());
      case "tags":
        return one(seen.stream().filter(one -> !one.draft && one.tag.equals(words[3])).toList());
      case "assets":
        return readAsset(call, Long.parseLong(words[3]), seen);
      default:
        long id = Long.parseLong(words[2]);
        List<Release> found = seen.stream().filter(one -> one.id == id).toList();
        if (words.length == 3 || found.isEmpty()) {
          return one(found);
        }
        return page(call, List.copyOf(found.get(0).assets.values()), this::json);
    }
  }

  private Reply readAsset(HttpExchange call, long id, List<Release> seen) {
    Release of = state.ofAsset(id);
    if (of == null || !seen.contains(of)) {
      return Reply.problem(404, "Not Found");
    }
    if (!"application/octet-stream".equals(call.getRequestHeaders().getFirst("Accept"))) {
      return Reply.json(200, json(of.assets.get(id)));
    }
    if (!of.assets.get(id).uploaded()) {
      return Reply.problem(404, "Not Found");
    }
    // GitHub answers with the bytes or with where they are; a client has to take both.
    return id % 2 == 0
        ? Reply.bytes(of.assets.get(id).bytes)
        : Reply.empty(302)
            .with("Location", base.replace("127.0.0.1", "localhost") + "/storage/" + id);
  }

  private Reply change(HttpExchange call, String[] words, byte[] body) throws IOException {
    String method = call.getRequestMethod();
    if (method.equals("POST") && words.length == 2) {
      return create(JSON.readTree(body));
    }
    if (method.equals("DELETE") && words.length == 4 && words[2].equals("assets")) {
      long id = Long.parseLong(words[3]);
      Release of = state.ofAsset(id);
      if (of == null) {
        return Reply.problem(404, "Not Found");
      }
      if (!of.draft || of.assets.get(id).uploaded()) {
        state.violations.add("deleted " + of.assets.get(id).name + ", which was there as a whole");
      }
      of.assets.remove(id);
      return Reply.empty(204);
    }
    Release release = state.releases.get(Long.parseLong(words[2]));
    if (release == null) {
      return Reply.problem(404, "Not Found");
    }
    if (!release.draft) {
      state.violations.add(method + " of a public release");
      return Reply.problem(422, "Cannot modify an immutable release");
    }
    if (method.equals("DELETE")) {
      if (!release.assets.isEmpty()) {
        state.violations.add("deleted a draft with assets");
      }
      state.releases.remove(release.id);
      return Reply.empty(204);
    }
    JsonNode change = JSON.readTree(body);
    if (change.path("draft").asBoolean(true)) {
      return Reply.json(200, json(release));
    }
    boolean latest = change.path("make_latest").asText("true").equals("true");
    if (latest && release.preRelease) {
      return Reply.invalid("Release", "make_latest", "invalid");
    }
    state.publish(release, latest);
    return Reply.json(200, json(release));
  }

  private Reply create(JsonNode body) {
    String tag = body.path("tag_name").asText("");
    if (tag.isEmpty()) {
      return Reply.invalid("Release", "tag_name", "missing_field");
    }
    if (state.releases.values().stream().anyMatch(one -> !one.draft && one.tag.equals(tag))) {
      return Reply.invalid("Release", "tag_name", "already_exists");
    }
    boolean draft = body.path("draft").asBoolean(false);
    Release release =
        state.add(
            tag,
            body.path("target_commitish").asText(),
            body.path("name").asText(),
            body.path("body").asText(),
            true,
            body.path("prerelease").asBoolean());
    if (!draft) {
      state.publish(release, true);
    }
    return Reply.json(201, json(release));
  }

  private Reply upload(HttpExchange call, long id, byte[] body) {
    Release release = state.releases.get(id);
    if (release == null) {
      return Reply.problem(404, "Not Found");
    }
    String length = call.getRequestHeaders().getFirst("Content-Length");
    if (length == null
        || Long.parseLong(length) != body.length
        || body.length == 0
        || call.getRequestHeaders().getFirst("Content-Type") == null) {
      return Reply.problem(400, "Bad Content-Length");
    }
    String name = name(call);
    if (!name.matches("[A-Za-z0-9._-]+")) {
      state.violations.add("GitHub would rename '" + name + "'");
    }
    if (!release.draft) {
      state.violations.add("uploaded to a public release");
      return Reply.problem(422, "Cannot upload assets to an immutable release.");
    }
    if (release.assets.values().stream().anyMatch(one -> one.name.equals(name))) {
      return Reply.invalid("ReleaseAsset", "name", "already_exists");
    }
    Asset asset =
        new Asset(state.id(), name, call.getRequestHeaders().getFirst("Content-Type"), body);
    release.assets.put(asset.id, asset);
    return Reply.json(201, json(asset));
  }

  /** What GitHub leaves of an upload that broke off. */
  void breakUpload(HttpExchange call) {
    synchronized (state) {
      Matcher upload = UPLOAD.matcher(call.getRequestURI().getPath());
      Release release =
          upload.matches() ? state.releases.get(Long.parseLong(upload.group(1))) : null;
      String name = name(call);
      if (release != null
          && release.assets.values().stream().noneMatch(one -> one.name.equals(name))) {
        Asset asset = new Asset(state.id(), name, "text/plain", null);
        release.assets.put(asset.id, asset);
      }
    }
  }

  private static String name(HttpExchange call) {
    Matcher name = QUERY_NAME.matcher(String.valueOf(call.getRequestURI().getQuery()));
    return name.find() ? name.group(1) : "";
  }

  private Asset asset(long id) {
    return state.ofAsset(id).assets.get(id);
  }

  private Reply one(List<Release> found) {
    return found.isEmpty() ? Reply.problem(404, "Not Found") : Reply.json(200, json(found.get(0)));
  }

  private <T> Reply page(HttpExchange call, List<T> all, Function<T, Object> json) {
    int size = Math.min(100, number(call, "per_page", 30));
    int from = Math.min(all.size(), (number(call, "page", 1) - 1) * size);
    int to = Math.min(all.size(), from + size);
    return Reply.json(200, all.subList(from, to).stream().map(json).toList());
  }

  private static int number(HttpExchange call, String name, int otherwise) {
    Matcher matcher =
        Pattern.compile("(?:^|&)" + name + "=(\\d+)")
            .matcher(String.valueOf(call.getRequestURI().getQuery()));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }

  private Object json(Release one) {
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

  private Object json(Asset one) {
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
