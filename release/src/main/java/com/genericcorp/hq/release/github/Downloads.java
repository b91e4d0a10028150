package com.genericcorp.hq.release.github;

import com.genericcorp.hq.cli.Failed;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Optional;

/** Downloads of assets. GitHub sends them itself or says where they are. */
record Downloads(GitHubClient client) {
  private static final String BYTES = "application/octet-stream";

  /** Downloads an asset, a draft's among them, again when it breaks. */
  void into(Path file, String path, long size) {
    String what = "the download of " + file.getFileName();
    Answer answer =
        client.retried(
            what,
            () -> {
              Answer first =
                  downloaded(
                      what,
                      client.request(client.address().of(path), BYTES).GET().build(),
                      file,
                      size);
              Optional<String> elsewhere = first.headers().firstValue("Location");
              if (first.status() < 300 || first.status() >= 400 || elsewhere.isEmpty()) {
                return first;
              }
              URI storage = client.address().of(path).resolve(elsewhere.get());
              if (!GitHubAddress.isSafe(storage)) {
                throw new Failed("%s leads to '%s', which is not https: refused", what, storage);
              }
              HttpRequest second = HttpRequest.newBuilder(storage).GET().build();
              return downloaded(what, second, file, size);
            });
    if (!answer.done()) {
      throw client.refusal(what, answer);
    }
  }

  private Answer downloaded(String what, HttpRequest request, Path file, long size)
      throws Uncertain {
    return client.once(
        what,
        request,
        info ->
            info.statusCode() == 200
                ? HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.ofFile(file), path -> "")
                : BodyHandlers.ofString().apply(info),
        size);
  }
}
