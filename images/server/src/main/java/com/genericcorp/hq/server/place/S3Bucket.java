package com.genericcorp.hq.server.place;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
 * Requests to one bucket: AWS's own signer, and the JDK's older HTTP client, as the image's JRE has
 * no other. AWS's whole client for S3 would add some 10 MB; of it six requests are needed. Where
 * {@code AWS_ENDPOINT_URL} says so, another service that speaks S3.
 */
final class S3Bucket {
  private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();
  private static final int CONNECT_MILLIS = 10_000;
  private static final int ANSWER_MILLIS = 120_000;
  private static final int MOST_OF_AN_ERROR = 4_096;
  private static final int ATTEMPTS = 4;
  private static final long FIRST_PAUSE_MILLIS = 200;
  private static final int ERRORS = 300;
  private static final int SERVER_ERRORS = 500;
  private static final Pattern CODE = Pattern.compile("<Code>([^<]*)</Code>");

  // The client sets them itself, and refuses to be told.
  private static final Set<String> OWN_HEADERS = Set.of("host", "content-length", "expect");

  private final S3Credentials credentials;
  private final String region;
  private final URI root;

  private S3Bucket(URI root, String region, Map<String, String> process) {
    this.root = root;
    this.region = region;
    this.credentials = new S3Credentials(process);
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

  /** An answer of S3's: its body is read by the caller, or was read as text. */
  record Answer(HttpURLConnection connection, InputStream stream, String body)
      implements AutoCloseable {
    String header(String name) {
      String value = connection.getHeaderField(name);
      return value == null ? "" : value;
    }

    /** The text of the first element of this name. */
    String element(String name) throws IOException {
      Matcher matcher = Pattern.compile("<" + name + ">([^<]*)</" + name + ">").matcher(body);
      if (!matcher.find()) {
        throw new IOException("S3's answer has no " + name);
      }
      return matcher.group(1);
    }

    @Override
    public void close() throws IOException {
      stream.close();
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
    try (Answer answer = send(method, key, query, headers, body)) {
      String text = new String(answer.stream().readAllBytes(), StandardCharsets.UTF_8);
      // Completing an upload may answer 200 and then an error.
      if (text.contains("<Error>")) {
        throw refused(method, key, answer.connection().getResponseCode(), text);
      }
      return new Answer(answer.connection(), InputStream.nullInputStream(), text);
    }
  }

  /** The same with a body to be read by the caller. */
  Answer send(
      SdkHttpMethod method,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpURLConnection connection = connect(method, key, query, headers, body);
        int status = connection.getResponseCode();
        if (status < ERRORS) {
          return new Answer(connection, connection.getInputStream(), "");
        }
        String text = error(connection);
        if (status < SERVER_ERRORS || attempt == ATTEMPTS) {
          throw refused(method, key, status, text);
        }
      } catch (Refused refused) {
        throw refused;
      } catch (IOException lost) {
        if (attempt == ATTEMPTS) {
          throw lost;
        }
      }
      pause(attempt);
    }
  }

  private static String error(HttpURLConnection connection) throws IOException {
    try (InputStream stream = connection.getErrorStream()) {
      return stream == null
          ? ""
          : new String(stream.readNBytes(MOST_OF_AN_ERROR), StandardCharsets.UTF_8);
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

  private HttpURLConnection connect(
      SdkHttpMethod method,
      String key,
      Map<String, String> query,
      Map<String, String> headers,
      byte[] body)
      throws IOException {
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
    HttpURLConnection connection =
        (HttpURLConnection) signed.request().getUri().toURL().openConnection();
    connection.setConnectTimeout(CONNECT_MILLIS);
    connection.setReadTimeout(ANSWER_MILLIS);
    connection.setInstanceFollowRedirects(false);
    connection.setRequestMethod(method.name());
    signed
        .request()
        .headers()
        .forEach(
            (name, values) -> {
              if (!OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> connection.addRequestProperty(name, value));
              }
            });
    if (body.length > 0) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.length);
      try (OutputStream out = connection.getOutputStream()) {
        out.write(body);
      }
    }
    return connection;
  }
}
