package com.genericcorp.hq.release.github;

import com.genericcorp.hq.cli.Failed;
import java.io.FileNotFoundException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Calls of GitHub's API. Limits of rate are waited out with a bound. What changes nothing is asked
 * again when it breaks; what changes something ends as {@link Uncertain}.
 *
 * <p>It is the JDK's client: hub4j's github-api (1.330) repeats every call that breaks, also those
 * that must not be; waits for limits without a bound; knows neither an asset's digest nor the
 * download of a draft's asset.
 */
final class GitHubClient {
  private static final String JSON = "application/vnd.github+json";
  private static final String BYTES = "application/octet-stream";
  private static final String API_VERSION = "2022-11-28";
  private static final Duration CONNECT = Duration.ofSeconds(20);

  private final GitHubAddress address;
  private final Patience patience;
  private final HttpClient http;

  GitHubClient(GitHubAddress address, Patience patience) {
    this.address = address;
    this.patience = patience;
    // Redirects of downloads lead to a storage that must not see the token: they are followed here.
    this.http =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  GitHubAddress address() {
    return address;
  }

  Patience patience() {
    return patience;
  }

  /** Asks, again when it breaks. */
  Answer get(String path) {
    String what = "GET " + path;
    HttpRequest request = request(address.of(path), JSON).GET().build();
    return retried(what, () -> once(what, request, 0));
  }

  /** Sends a change once. */
  Answer change(String method, String path, String body) throws Uncertain {
    String what = method + " " + path;
    return once(
        what,
        request(address.of(path), JSON)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build(),
        0);
  }

  /** Sends a file once. */
  Answer upload(URI to, Path file, long size, String contentType) throws Uncertain {
    if (!GitHubAddress.isSafe(to)) {
      throw new Failed("GitHub asks to upload to '%s', which is not https: refused", to);
    }
    try {
      return once(
          "the upload of " + file.getFileName(),
          request(to, JSON)
              .header("Content-Type", contentType)
              .POST(HttpRequest.BodyPublishers.ofFile(file))
              .build(),
          size);
    } catch (FileNotFoundException problem) {
      throw new Failed(problem, "%s is not there any more: run it again", file);
    }
  }

  /** Downloads an asset, a draft's among them, again when it breaks. */
  void download(String path, Path file, long size) {
    String what = "the download of " + file.getFileName();
    Answer answer =
        retried(
            what,
            () -> {
              Answer first =
                  downloaded(what, request(address.of(path), BYTES).GET().build(), file, size);
              Optional<String> elsewhere = first.headers().firstValue("Location");
              if (first.status() < 300 || first.status() >= 400 || elsewhere.isEmpty()) {
                return first;
              }
              URI storage = address.of(path).resolve(elsewhere.get());
              if (!GitHubAddress.isSafe(storage)) {
                throw new Failed("%s leads to '%s', which is not https: refused", what, storage);
              }
              HttpRequest second = HttpRequest.newBuilder(storage).GET().build();
              return downloaded(what, second, file, size);
            });
    if (!answer.done()) {
      throw refusal(what, answer);
    }
  }

  private Answer downloaded(String what, HttpRequest request, Path file, long size)
      throws Uncertain {
    return once(
        what,
        request,
        info ->
            info.statusCode() == 200
                ? HttpResponse.BodySubscribers.mapping(
                    HttpResponse.BodySubscribers.ofFile(file), path -> "")
                : BodyHandlers.ofString().apply(info),
        size);
  }

  private HttpRequest.Builder request(URI uri, String accept) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri)
            .header("Accept", accept)
            .header("X-GitHub-Api-Version", API_VERSION)
            .header("User-Agent", "agenthq-release");
    address.token().ifPresent(token -> request.header("Authorization", "Bearer " + token));
    return request;
  }

  private Answer once(String what, HttpRequest request, long bytes) throws Uncertain {
    return once(what, request, BodyHandlers.ofString(), bytes);
  }

  /** One call; a limit of rate is waited out, for GitHub did not do what was asked. */
  private Answer once(String what, HttpRequest request, BodyHandler<String> body, long bytes)
      throws Uncertain {
    Duration waited = Duration.ZERO;
    while (true) {
      HttpResponse<String> response =
          ended(what, http.sendAsync(request, body), patience.limit(bytes));
      Answer answer = new Answer(response.statusCode(), response.headers(), response.body());
      Optional<Duration> wait = answer.limited(Instant.now());
      if (wait.isPresent()) {
        waited = waitOut(what, wait.get(), waited);
        continue;
      }
      if (answer.broken()) {
        throw new Uncertain(what + " ended with " + answer.status() + ": " + answer.message());
      }
      return answer;
    }
  }

  private Duration waitOut(String what, Duration wait, Duration waited) {
    // Each wait counts for a second at least: an answer that says 0 for ever has its end, too.
    Duration counted = wait.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : wait;
    Duration all = waited.plus(counted);
    if (all.compareTo(patience.mostWaiting()) > 0) {
      throw new Failed(
          "GitHub asks for %d s more of patience before %s, and %d min are the limit: run it again"
              + " later; what is done is kept",
          wait.toSeconds(), what, patience.mostWaiting().toMinutes());
    }
    sleep(counted);
    return all;
  }

  private <T> HttpResponse<T> ended(
      String what, CompletableFuture<HttpResponse<T>> running, Duration limit) throws Uncertain {
    try {
      return running.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException problem) {
      running.cancel(true);
      throw new Uncertain(what + " had no answer in " + limit.toSeconds() + " s", problem);
    } catch (ExecutionException problem) {
      Throwable cause = problem.getCause() == null ? problem : problem.getCause();
      throw new Uncertain(what + " broke off: " + cause, cause);
    } catch (InterruptedException problem) {
      running.cancel(true);
      Thread.currentThread().interrupt();
      throw new Failed(problem, "%s was interrupted: run it again", what);
    }
  }

  private interface Call {
    Answer run() throws Uncertain;
  }

  private Answer retried(String what, Call call) {
    for (int attempt = 1; ; attempt++) {
      try {
        Answer answer = call.run();
        if (!answer.broken()) {
          return answer;
        }
        throw new Uncertain(what + " ended with " + answer.status());
      } catch (Uncertain problem) {
        giveUpOrPause(attempt, problem);
      }
    }
  }

  /** Pauses before the next attempt, or gives up when there were enough. */
  void giveUpOrPause(int attempt, Uncertain problem) {
    if (attempt >= patience.attempts()) {
      throw new Failed(
          problem,
          "%s, in %d attempts. What is done is kept: run it again",
          problem.getMessage(),
          attempt);
    }
    sleep(patience.pause(attempt));
  }

  private void sleep(Duration duration) {
    try {
      patience.sleeper().sleep(duration);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Failed(problem, "interrupted while waiting for GitHub: run it again");
    }
  }

  /** Why GitHub did not do something, with what to do about it. */
  Failed refusal(String what, Answer answer) {
    String remedy =
        switch (answer.status()) {
          case 401 -> "GITHUB_TOKEN is not valid (any more): set another";
          case 403, 404 ->
              "GITHUB_TOKEN has no right to it, or there is no such thing: the token needs"
                  + " 'contents: write' on "
                  + address.repository();
          default -> "nothing was changed by it";
        };
    return new Failed(
        "GitHub refused %s with %d (%s): %s", what, answer.status(), answer.message(), remedy);
  }
}
