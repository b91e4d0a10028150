package com.genericcorp.hq.release.testing;

import com.genericcorp.hq.release.testing.GitHubState.Asset;
import com.genericcorp.hq.release.testing.GitHubState.Release;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What each call does, by GitHub's documentation of its REST API, version 2022-11-28. */
final class GitHubApi {
  private final GitHubState state;
  private final String base;
  private final String root;
  private final String repository;
  volatile boolean hidden;
  final GitHubJson json;
  private final GitHubChanges changes;

  GitHubApi(GitHubState state, String base, String repository) {
    this.state = state;
    this.base = base;
    this.repository = repository;
    this.root = "/repos/" + repository;
    this.json = new GitHubJson(base, repository);
    this.changes = new GitHubChanges(state, json);
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
      OptionalLong upload = GitHubChanges.uploadTo(path);
      if (upload.isPresent()) {
        return changes.upload(call, upload.getAsLong(), body);
      }
      if (!path.startsWith(root)) {
        return Reply.problem(404, "Not Found");
      }
      String[] words = path.substring(root.length()).split("/", -1);
      return reads ? read(call, words, who) : changes.change(call, words, body);
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
      return page(call, seen, json::of);
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
        return page(call, List.copyOf(found.get(0).assets.values()), json::of);
    }
  }

  private Reply readAsset(HttpExchange call, long id, List<Release> seen) {
    Release of = state.ofAsset(id);
    if (of == null || !seen.contains(of)) {
      return Reply.problem(404, "Not Found");
    }
    if (!"application/octet-stream".equals(call.getRequestHeaders().getFirst("Accept"))) {
      return Reply.json(200, json.of(of.assets.get(id)));
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

  /** What GitHub leaves of an upload that broke off. */
  void breakUpload(HttpExchange call) {
    synchronized (state) {
      changes.breakUpload(call);
    }
  }

  private Asset asset(long id) {
    return state.ofAsset(id).assets.get(id);
  }

  private Reply one(List<Release> found) {
    return found.isEmpty()
        ? Reply.problem(404, "Not Found")
        : Reply.json(200, json.of(found.get(0)));
  }

  private <T> Reply page(HttpExchange call, List<T> all, Function<T, Object> one) {
    int size = Math.min(100, number(call, "per_page", 30));
    int from = Math.min(all.size(), (number(call, "page", 1) - 1) * size);
    int to = Math.min(all.size(), from + size);
    return Reply.json(200, all.subList(from, to).stream().map(one).toList());
  }

  private static int number(HttpExchange call, String name, int otherwise) {
    Matcher matcher =
        Pattern.compile("(?:^|&)" + name + "=(\\d+)")
            .matcher(String.valueOf(call.getRequestURI().getQuery()));
    return matcher.find() ? Integer.parseInt(matcher.group(1)) : otherwise;
  }
}
