package com.genericcorp.hq.server.place;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Requests to one bucket: AWS's own signer and the JDK's HTTP client. AWS's whole client for S3
 * would add some 10 MB to the image; of it six requests are needed. Where {@code AWS_ENDPOINT_URL}
 * says so, another service that speaks S3.
 */
final class S3Bucket {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration ANSWERING = Duration.ofSeconds(120);
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int ERRORS = 300;
  private static final int SERVER_ERRORS = 500;
  private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");

  // The client sets them itself, and refuses to be told.
  private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "expect");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(CONNECTING).build();
  private final S3Credentials credentials;
  private final String region;
  private final URI root;

  private S3Bucket(URI root, String region, Map<String, String> process) {
    this.root = root;
    this.region = region;
    this.credentials = new S3Credentials(process, http);
  }

  static S3Bucket of(S3Url url, Map<String, String> process) {
    String region =
        process.getOrDefault("AWS_REGION", process.getOrDefault("AWS_DEFAULT_REGION", "us-east-1"));
    String endpoint =
        process.getOrDefault("AWS_ENDPOINT_URL_S3", process.getOrDefault("AWS_ENDPOINT_URL", ""));
    String root;
    if (!endpoint.isBlank()) {
      root = endpoint.replaceAll("/+$", "") + "/" + url.bucket();
    } else if (url.bucket().contains(".")) {
      // No certificate of AWS's has a name with more dots.
      root = "https://s3." + region + ".amazonaws.com/" + url.bucket();
    } else {
      root = "https://" + url.bucket() + ".s3." + region + ".amazonaws.com";
    }
    return new S3Bucket(URI.create(root), region, process);
  }

  /** An answer of S3's with its body as text. */
  record Answer(HttpResponse<InputStream> response, String body) {
    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    /** The text of the first element of this name. */
    String element(String name) throws IOException {
      Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
      if (!matcher.find()) {
        throw new IOException("S3's answer has no " + name);
      }
      return matcher.group(1);
    }
  }

  /** Sends a request, again where S3 has a bad moment; what S3 refuses is an exception. */
  Answer call(
      SdkHttpMethod method,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
    HttpResponse<InputStream> response = send(method, key, query, headers, body);
    try (InputStream stream = response.body()) {
      String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      // Completing an upload may answer 200 and then an error.
      if (text.contains("<Error>")) {
        throw refused(method, key, response.statusCode(), text);
      }
      return new Answer(response, text);
    }
  }

  /** The same with a body to be read by the caller. */
  HttpResponse<InputStream> send(
      SdkHttpMethod method,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<InputStream> response =
            http.send(
                signed(method, key, query, headers, body),
                HttpResponse.BodyHandlers.ofInputStream());
        if (response.statusCode() < ERRORS) {
          return response;
        }
        try (InputStream stream = response.body()) {
          String text = new String(stream.readNBytes(4096), StandardCharsets.UTF_8);
          if (response.statusCode() < SERVER_ERRORS || attempt == ATTEMPTS) {
            throw refused(method, key, response.statusCode(), text);
          }
        }
      } catch (Refused refused) {
        throw refused;
      } catch (IOException lost) {
        if (attempt == ATTEMPTS) {
          throw lost;
        }
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IOException("interrupted", interrupted);
      }
      pause(attempt);
    }
  }

  private static void pause(int attempt) throws IOException {
    try {
      Thread.sleep(FIRST_PAUSE_MILLIS << attempt);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", interrupted);
    }
  }

  /** S3 says no. */
  static final class Refused extends IOException {
    final int status;

    Refused(String message, int status) {
      super(message);
      this.status = status;
    }
  }

  private Refused refused(SdkHttpMethod method, String key, int status, String text) {
    Matcher code = CODE.matcher(text);
    return new Refused(
        "S3 refuses %s of %s: %s (status %d)"
            .formatted(
                method.name().toLowerCase(Locale.ROOT),
                root + "/" + key,
                code.find() ? code.group(1) : "it does not say why",
                status),
        status);
  }

  private HttpRequest signed(
      SdkHttpMethod method,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body) {
    SdkHttpRequest.Builder plain =
        SdkHttpRequest.builder()
            .method(method)
            .protocol(root.getScheme())
            .host(root.getHost())
            .encodedPath(root.getPath() + "/" + key);
    if (root.getPort() > 0) {
      plain.port(root.getPort());
    }
    new TreeMap<>(query).forEach(plain::putRawQueryParameter);
    headers.forEach(plain::putHeader);
    SignedRequest signed =
        SIGNER.sign(
            request ->
                request
                    .identity(credentials.now())
                    .request(plain.build())
                    .payload(() -> new ByteArrayInputStream(body))
                    .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                    .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                    .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                    .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false));
    HttpRequest.Builder sent =
        HttpRequest.newBuilder(signed.request().getUri())
            .timeout(ANSWERING)
            .method(
                method.name(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> sent.header(name, value));
              }
            });
    return sent.build();
  }
}
