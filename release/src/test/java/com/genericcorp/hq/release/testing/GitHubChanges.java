package com.genericcorp.hq.release.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.genericcorp.hq.release.testing.GitHubState.Asset;
import com.genericcorp.hq.release.testing.GitHubState.Release;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the calls do that change releases; {@link GitHubApi} has let them in. */
final class GitHubChanges {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern UPLOAD =
      Pattern.compile("/uploads/repos/[^/]+/[^/]+/releases/(\\d+)/assets");
  private static final Pattern QUERY_NAME = Pattern.compile("(?:^|&)name=([^&]*)");

  private final GitHubState state;
  private final GitHubJson json;

  GitHubChanges(GitHubState state, GitHubJson json) {
    this.state = state;
    this.json = json;
  }

  Reply change(HttpExchange call, String[] words, byte[] body) throws IOException {
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
      return Reply.json(200, json.of(release));
    }
    boolean latest = change.path("make_latest").asText("true").equals("true");
    if (latest && release.preRelease) {
      return Reply.invalid("Release", "make_latest", "invalid");
    }
    state.publish(release, latest);
    return Reply.json(200, json.of(release));
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
    return Reply.json(201, json.of(release));
  }

  Reply upload(HttpExchange call, long id, byte[] body) {
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
    return Reply.json(201, json.of(asset));
  }

  /** The release that an upload's path names. */
  static OptionalLong uploadTo(String path) {
    Matcher upload = UPLOAD.matcher(path);
    return upload.matches()
        ? OptionalLong.of(Long.parseLong(upload.group(1)))
        : OptionalLong.empty();
  }

  /** What GitHub leaves of an upload that broke off. */
  void breakUpload(HttpExchange call) {
    OptionalLong upload = uploadTo(call.getRequestURI().getPath());
    Release release = upload.isPresent() ? state.releases.get(upload.getAsLong()) : null;
    String name = name(call);
    if (release != null
        && release.assets.values().stream().noneMatch(one -> one.name.equals(name))) {
      Asset asset = new Asset(state.id(), name, "text/plain", null);
      release.assets.put(asset.id, asset);
    }
  }

  private static String name(HttpExchange call) {
    Matcher name = QUERY_NAME.matcher(String.valueOf(call.getRequestURI().getQuery()));
    return name.find() ? name.group(1) : "";
  }
}
