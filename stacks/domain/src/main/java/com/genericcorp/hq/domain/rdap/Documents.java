package com.genericcorp.hq.domain.rdap;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** JSON documents over HTTP: redirects are followed, what passes by is waited out. */
final class Documents {
  private static final int MOST_BYTES = 2 * 1024 * 1024;
  private static final int NOT_FOUND = 404;
  private static final int TOO_MANY = 429;
  private static final int LEAST_REDIRECT = 300;
  private static final int LEAST_CLIENT_ERROR = 400;
  private static final int LEAST_SERVER_ERROR = 500;

  private final HttpClient http;
  private final Patience patience;

  Documents(Patience patience) {
    this.patience = patience;
    this.http =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(patience.answer())
            .build();
  }

  /** The document, or nothing where the server says that there is none. */
  Optional<JsonNode> get(URI at) throws Unavailable {
    Duration left = patience.pauses();
    for (int attempt = 0; ; attempt++) {
      Attempt made = attempt(at);
      if (made.document().isPresent()) {
        return made.document().get();
      }
      Duration pause = made.pause().orElse(patience.after(attempt));
      if (attempt + 1 >= patience.attempts() || pause.compareTo(left) > 0) {
        throw new Unavailable(made.problem());
      }
      left = left.minus(pause);
      sleep(pause);
    }
  }

  /**
   * One attempt.
   *
   * @param document what came, which may be that there is none; empty: try again
   * @param problem why to try again
   * @param pause what the server asks for before
   */
  private record Attempt(
      Optional<Optional<JsonNode>> document, String problem, Optional<Duration> pause) {
    static Attempt failed(String problem) {
      return new Attempt(Optional.empty(), problem, Optional.empty());
    }
  }

  private Attempt attempt(URI at) throws Unavailable {
    HttpRequest request =
        HttpRequest.newBuilder(at)
            .timeout(patience.answer())
            .header("Accept", "application/rdap+json, application/json")
            .build();
    CompletableFuture<Received> answer =
        http.sendAsync(request, HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(Documents::receive);
    try {
      return judge(at, answer.get(patience.answer().toMillis(), TimeUnit.MILLISECONDS));
    } catch (TimeoutException problem) {
      answer.cancel(true);
      return Attempt.failed(at + " does not answer in " + patience.answer().toSeconds() + " s");
    } catch (ExecutionException problem) {
      return Attempt.failed(at + " cannot be read: " + root(problem));
    } catch (InterruptedException problem) {
      answer.cancel(true);
      Thread.currentThread().interrupt();
      throw new Unavailable("asking " + at + " was interrupted");
    }
  }

  private record Received(HttpResponse<?> head, byte[] body) {}

  private static Received receive(HttpResponse<InputStream> response) {
    try (InputStream body = response.body()) {
      return new Received(response, body.readNBytes(MOST_BYTES + 1));
    } catch (IOException problem) {
      throw new java.io.UncheckedIOException(problem);
    }
  }

  private static Attempt judge(URI at, Received received) throws Unavailable {
    int status = received.head().statusCode();
    String said = at + " answers " + status;
    if (status == TOO_MANY || status >= LEAST_SERVER_ERROR) {
      return new Attempt(Optional.empty(), said, pause(received.head()));
    }
    if (status == NOT_FOUND) {
      return new Attempt(Optional.of(Optional.empty()), "", Optional.empty());
    }
    if (status >= LEAST_REDIRECT && status < LEAST_CLIENT_ERROR) {
      throw new Unavailable(said + ": a redirect that leads nowhere");
    }
    if (status >= LEAST_CLIENT_ERROR) {
      throw new Unavailable(said);
    }
    if (received.body().length > MOST_BYTES) {
      throw new Unavailable(at + " answers with more than 2 MiB");
    }
    return new Attempt(Optional.of(Optional.of(json(at, received.body()))), "", Optional.empty());
  }

  private static JsonNode json(URI at, byte[] body) throws Unavailable {
    try {
      JsonNode document = Json.mapper().readTree(new String(body, StandardCharsets.UTF_8));
      if (document.isObject()) {
        return document;
      }
    } catch (JsonProcessingException problem) {
      // Said below.
    }
    throw new Unavailable(at + " answers with what is no JSON object");
  }

  /** {@code Retry-After}: seconds, or a date. */
  private static Optional<Duration> pause(HttpResponse<?> head) {
    Optional<String> written = head.headers().firstValue("Retry-After").map(String::strip);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (written.get().matches("[0-9]{1,6}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(written.get())));
      }
      ZonedDateTime until =
          ZonedDateTime.parse(written.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
      Duration left = Duration.between(Instant.now(), until.toInstant());
      return Optional.of(left.isNegative() ? Duration.ZERO : left);
    } catch (DateTimeParseException problem) {
      return Optional.empty();
    }
  }

  private static String root(Throwable problem) {
    Throwable root = problem;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
  }

  private static void sleep(Duration pause) throws Unavailable {
    try {
      Thread.sleep(pause.toMillis());
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new Unavailable("waiting was interrupted");
    }
  }
}
