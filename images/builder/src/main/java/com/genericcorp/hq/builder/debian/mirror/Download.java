package com.genericcorp.hq.builder.debian.mirror;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches files over HTTP: no more than was asked for, in bounded time, tried again when cut off.
 */
public final class Download {
  private static final Duration CONNECT = Duration.ofSeconds(15);
  private static final Duration SHORTEST = Duration.ofSeconds(60);

  /** Slower lines are given up. */
  private static final long BYTES_A_SECOND = 50_000;

  private static final int ATTEMPTS = 3;

  private static final long LOOK_MILLIS = 100;

  private final HttpClient client;
  private final Duration pause;
  private final Duration silence;

  public Download() {
    this(Duration.ofMillis(500), Duration.ofSeconds(20));
  }

  /**
   * With other patience.
   *
   * @param pause before another attempt
   * @param silence after which a server that sends nothing is given up
   */
  Download(Duration pause, Duration silence) {
    this.pause = pause;
    this.silence = silence;
    this.client =
        HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .version(HttpClient.Version.HTTP_1_1)
            .build();
  }

  /** A server that could not be reached or broke off, each time. */
  public static final class Unreachable extends Failed {
    private static final long serialVersionUID = 1;

    Unreachable(String message) {
      super("%s", message);
    }
  }

  /**
   * A file that was fetched; nothing is known of its contents.
   *
   * @param sha256 of its bytes
   */
  public record Fetched(Path file, long size, String sha256) {}

  /**
   * Fetches into a file.
   *
   * @param most bytes; more are refused
   * @return empty when the server does not have it
   * @throws Unreachable when it could not be fetched
   */
  public Optional<Fetched> fetch(URI from, Path into, long most) {
    String problem = "";
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      try {
        if (attempt > 1) {
          Thread.sleep(pause.multipliedBy(attempt).toMillis());
        }
        HttpResponse<Optional<Fetched>> response = once(from, into, most);
        int status = response.statusCode();
        if (status == 200) {
          return response.body();
        }
        if (status == 404 || status == 410) {
          return Optional.empty();
        }
        problem = "status " + status;
        if (status < 500 && status != 408 && status != 429) {
          break;
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new Failed(interrupted, "fetching %s was interrupted", shown(from));
      } catch (IOException | TimeoutException cut) {
        problem = cut.getMessage() == null ? cut.getClass().getSimpleName() : cut.getMessage();
      }
    }
    throw new Unreachable(shown(from) + " cannot be fetched: " + problem);
  }

  private HttpResponse<Optional<Fetched>> once(URI from, Path into, long most)
      throws IOException, InterruptedException, TimeoutException {
    Duration longest = SHORTEST.plusSeconds(most / BYTES_A_SECOND);
    HttpRequest request = HttpRequest.newBuilder(from).timeout(longest).GET().build();
    try (OutputStream out = Files.newOutputStream(into)) {
      MessageDigest digest = Digest.sha256();
      BoundedBody body = new BoundedBody(new DigestOutputStream(out, digest), most);
      CompletableFuture<HttpResponse<Optional<Fetched>>> answer =
          client.sendAsync(
              request,
              info ->
                  info.statusCode() == 200
                      ? HttpResponse.BodySubscribers.mapping(
                          body,
                          size -> Optional.of(new Fetched(into, size, Digest.of(digest).hex())))
                      : HttpResponse.BodySubscribers.replacing(Optional.empty()));
      try {
        return await(answer, body, longest);
      } catch (ExecutionException problem) {
        if (problem.getCause() instanceof Failed refused) {
          throw refused;
        }
        Throwable cause = problem.getCause() == null ? problem : problem.getCause();
        throw new IOException(
            cause instanceof java.net.ConnectException && cause.getMessage() == null
                ? "no connection"
                : cause.toString(),
            cause);
      }
    }
  }

  /** Waits as long as bytes come, but not for ever. */
  private HttpResponse<Optional<Fetched>> await(
      CompletableFuture<HttpResponse<Optional<Fetched>>> answer, BoundedBody body, Duration longest)
      throws ExecutionException, InterruptedException, TimeoutException {
    long begun = System.nanoTime();
    long heard = begun;
    long size = 0;
    while (true) {
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException goesOn) {
        long now = System.nanoTime();
        if (body.size() != size) {
          size = body.size();
          heard = now;
        }
        boolean silent = now - heard > silence.toNanos();
        if (silent || now - begun > longest.toNanos()) {
          answer.cancel(true);
          body.cancel();
          throw new TimeoutException(
              silent
                  ? "the server sent nothing for " + silence.toSeconds() + " s"
                  : "it took longer than " + longest.toSeconds() + " s");
        }
      }
    }
  }

  /** An address without a password that may stand in it. */
  static String shown(URI uri) {
    return uri.toString().replaceFirst("//[^/@]*@", "//");
  }
}
