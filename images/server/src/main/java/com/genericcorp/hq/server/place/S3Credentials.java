package com.genericcorp.hq.server.place;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/**
 * Whose name requests are signed with: the environment's keys, else those that ECS gives a task (<a
 * href="https://docs.aws.amazon.com/sdkref/latest/guide/feature-container-credentials.html">how
 * containers get credentials</a>). Profiles of a person's home are not read.
 */
final class S3Credentials {
  private static final String ECS = "http://169.254.170.2";
  private static final Set<String> PLAIN_HOSTS =
      Set.of("169.254.170.2", "169.254.170.23", "localhost", "127.0.0.1");
  private static final int PATIENCE_MILLIS = 10_000;
  private static final Duration BEFORE_END = Duration.ofMinutes(5);

  private final Map<String, String> process;
  private @Nullable AwsCredentialsIdentity known;
  private Instant until = Instant.MIN;

  S3Credentials(Map<String, String> process) {
    this.process = process;
  }

  /** Those of this moment: a task's are renewed by the hour. */
  synchronized AwsCredentialsIdentity now() {
    if (known != null && Instant.now().isBefore(until)) {
      return known;
    }
    String id = text("AWS_ACCESS_KEY_ID");
    if (!id.isEmpty()) {
      until = Instant.MAX;
      known = identity(id, text("AWS_SECRET_ACCESS_KEY"), text("AWS_SESSION_TOKEN"));
      return known;
    }
    URI uri = container();
    JsonNode answer = ask(uri);
    String expiration = answer.path("Expiration").asText();
    until = expiration.isEmpty() ? Instant.MAX : Instant.parse(expiration).minus(BEFORE_END);
    known =
        identity(
            answer.path("AccessKeyId").asText(),
            answer.path("SecretAccessKey").asText(),
            answer.path("Token").asText());
    return known;
  }

  private URI container() {
    String relative = text("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    String full = text("AWS_CONTAINER_CREDENTIALS_FULL_URI");
    if (relative.isEmpty() && full.isEmpty()) {
      throw new InvalidInput(
          "there are no credentials for S3: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run"
              + " this as a task of ECS whose role may use the bucket");
    }
    URI uri = URI.create(relative.isEmpty() ? full : ECS + relative);
    // A token goes there: in the clear to nothing but the machine's own addresses.
    if (!"https".equals(uri.getScheme()) && !PLAIN_HOSTS.contains(String.valueOf(uri.getHost()))) {
      throw new InvalidInput(
          "AWS_CONTAINER_CREDENTIALS_FULL_URI leads to %s without TLS: it is not followed",
          uri.getHost());
    }
    return uri;
  }

  private JsonNode ask(URI uri) {
    try {
      HttpURLConnection request = (HttpURLConnection) uri.toURL().openConnection();
      request.setConnectTimeout(PATIENCE_MILLIS);
      request.setReadTimeout(PATIENCE_MILLIS);
      String file = text("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE");
      String token =
          file.isEmpty()
              ? text("AWS_CONTAINER_AUTHORIZATION_TOKEN")
              : Files.readString(Path.of(file)).strip();
      if (!token.isEmpty()) {
        request.setRequestProperty("Authorization", token);
      }
      if (request.getResponseCode() != HttpURLConnection.HTTP_OK) {
        throw new Failed(
            "the task's credentials cannot be had: status %d", request.getResponseCode());
      }
      try (InputStream answer = request.getInputStream()) {
        return Json.mapper().readTree(answer);
      }
    } catch (IOException problem) {
      throw new Failed(problem, "the task's credentials cannot be had: %s", problem.getMessage());
    }
  }

  private static AwsCredentialsIdentity identity(String id, String secret, String token) {
    return token.isEmpty()
        ? AwsCredentialsIdentity.create(id, secret)
        : AwsSessionCredentialsIdentity.create(id, secret, token);
  }

  private String text(String name) {
    return process.getOrDefault(name, "").strip();
  }
}
