package com.genericcorp.hq.release.github;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.genericcorp.hq.cli.Json;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What GitHub answered: a status and, nearly always, JSON. */
record Answer(int status, HttpHeaders headers, String body) {
  private static final Duration UNSAID = Duration.ofMinutes(1);

  JsonNode json() {
    try {
      return body.isBlank() ? MissingNode.getInstance() : Json.mapper().readTree(body);
    } catch (JsonProcessingException problem) {
      return MissingNode.getInstance();
    }
  }

  boolean done() {
    return status >= 200 && status < 300;
  }

  /** GitHub, or something before it, had trouble: whether it did what was asked is not known. */
  boolean broken() {
    return status >= 500 || status == 408;
  }

  /** Whether a request is refused because the same name is there already. */
  boolean saysAlreadyExists() {
    for (JsonNode error : json().path("errors")) {
      if (error.path("code").asText().equals("already_exists")) {
        return status == 422;
      }
    }
    return false;
  }

  /**
   * How long to wait, when a limit of rate was met: as {@code Retry-After} says, until {@code
   * X-RateLimit-Reset}, or, as GitHub's documentation asks when neither is there, a minute.
   */
  Optional<Duration> limited(Instant now) {
    if (status != 403 && status != 429) {
      return Optional.empty();
    }
    Optional<Duration> after =
        number("Retry-After").map(Duration::ofSeconds).filter(one -> !one.isNegative());
    if (after.isPresent()) {
      return after;
    }
    if (number("X-RateLimit-Remaining").filter(left -> left == 0).isPresent()) {
      Optional<Duration> reset =
          number("X-RateLimit-Reset")
              .map(second -> Duration.between(now, Instant.ofEpochSecond(second + 1)));
      return Optional.of(reset.filter(one -> !one.isNegative()).orElse(UNSAID));
    }
    boolean secondary = message().toLowerCase(java.util.Locale.ROOT).contains("secondary rate");
    return status == 429 || secondary ? Optional.of(UNSAID) : Optional.empty();
  }

  private Optional<Long> number(String header) {
    try {
      return headers.firstValue(header).map(String::strip).map(Long::valueOf);
    } catch (NumberFormatException problem) {
      return Optional.empty();
    }
  }

  /** GitHub's own words. */
  String message() {
    JsonNode json = json();
    StringBuilder words = new StringBuilder(json.path("message").asText(""));
    for (JsonNode error : json.path("errors")) {
      String text = error.path("message").asText(error.path("code").asText(""));
      words.append(text.isEmpty() ? "" : "; " + text);
    }
    return words.isEmpty() ? "status " + status : words.toString();
  }
}
