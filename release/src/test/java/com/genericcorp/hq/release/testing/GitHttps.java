package com.genericcorp.hq.release.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;

/**
 * Git over HTTPS as GitHub has it: {@code git http-backend} behind TLS; who pushes, and who reads
 * what is hidden, says who they are with a token as the password of {@code x-access-token}.
 */
public final class GitHttps implements AutoCloseable {
  private static final String STORE_PASSWORD = "of-a-test";

  private final HttpsServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final SSLContext tls;
  private final Path served;
  private final List<String> asked = new ArrayList<>();
  private final List<String> shown = new ArrayList<>();
  private String writer = GitHubServer.TOKEN;
  private String reader = GitHubServer.READER;
  private boolean hidden;
  private Optional<URI> elsewhere = Optional.empty();

  /**
   * Starts.
   *
   * @param folder for its certificate
   * @param served the folder of bare repositories
   */
  public GitHttps(Path folder, Path served) throws Exception {
    this.served = served;
    this.tls = tls(Files.createDirectories(folder));
    this.server =
        HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
  }

  private static SSLContext tls(Path folder) throws Exception {
    Path file = folder.resolve("server.p12");
    Programs.run(
        folder,
        Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair",
        "-alias",
        "server",
        "-keyalg",
        "EC",
        "-dname",
        "CN=git",
        "-ext",
        "san=dns:localhost,ip:127.0.0.1",
        "-validity",
        "2",
        "-storetype",
        "PKCS12",
        "-storepass",
        STORE_PASSWORD,
        "-keystore",
        file.toString());
    KeyStore store = KeyStore.getInstance(file.toFile(), STORE_PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, STORE_PASSWORD.toCharArray());
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** Clients that trust its certificate and no other. */
  public SSLSocketFactory clients() {
    return tls.getSocketFactory();
  }

  /** {@code https://localhost:PORT}; its certificate is for {@code 127.0.0.1}, too. */
  public URI address(String host) {
    return URI.create("https://" + host + ":" + server.getAddress().getPort());
  }

  /** From now on this token may push. */
  public synchronized void writer(String token) {
    writer = token;
  }

  /** From now on this token may read alone. */
  public synchronized void reader(String token) {
    reader = token;
  }

  /** From now on reading needs a token, too. */
  public synchronized void hideFromEverybody() {
    hidden = true;
  }

  /** From now on who comes by this name is sent to another. */
  public synchronized void redirect(String from, URI to) {
    elsewhere = Optional.of(to);
    asked.clear();
    asked.add("redirects " + from);
  }

  /** Methods, hosts and addresses of all requests. */
  public synchronized List<String> asked() {
    return List.copyOf(asked);
  }

  /** Every {@code Authorization} that it was shown, decoded, behind the host that was asked. */
  public synchronized List<String> shown() {
    return List.copyOf(shown);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String host = exchange.getRequestHeaders().getFirst("Host");
      String name = host.replaceAll(":\\d+$", "");
      String given = exchange.getRequestHeaders().getFirst("Authorization");
      boolean needed;
      String mayWrite;
      String mayRead;
      synchronized (this) {
        if (elsewhere.isPresent() && asked.contains("redirects " + name)) {
          String to = elsewhere.get() + exchange.getRequestURI().toString();
          exchange.getResponseHeaders().set("Location", to);
          exchange.sendResponseHeaders(302, -1);
          return;
        }
        asked.add(exchange.getRequestMethod() + " " + name + exchange.getRequestURI());
        if (given != null) {
          shown.add(name + " " + decoded(given));
        }
        needed = hidden || exchange.getRequestURI().toString().contains("git-receive-pack");
        mayWrite = writer;
        mayRead = reader;
      }
      String token = given == null ? "" : decoded(given).replaceFirst("^basic x-access-token:", "");
      if (needed && !token.equals(mayWrite) && !token.equals(mayRead)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"GitHub\"");
        answer(exchange, 401, "Invalid username or token.\n");
      } else if (!token.equals(mayWrite)
          && exchange.getRequestURI().toString().contains("git-receive-pack")) {
        answer(exchange, 403, "Write access to repository not granted.\n");
      } else {
        backend(exchange, body, needed);
      }
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  private static String decoded(String authorization) {
    String[] words = authorization.split(" ", 2);
    return words[0].toLowerCase(Locale.ROOT)
        + " "
        + new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Git's own server, by CGI. */
  private void backend(HttpExchange exchange, byte[] body, boolean known)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> variables = builder.environment();
    variables.put("GIT_PROJECT_ROOT", served.toString());
    variables.put("GIT_HTTP_EXPORT_ALL", "1");
    variables.put("GIT_CONFIG_GLOBAL", "/dev/null");
    variables.put("GIT_CONFIG_SYSTEM", "/dev/null");
    variables.put("REQUEST_METHOD", exchange.getRequestMethod());
    variables.put("PATH_INFO", exchange.getRequestURI().getPath());
    variables.put("QUERY_STRING", orEmpty(exchange.getRequestURI().getRawQuery()));
    variables.put("CONTENT_TYPE", orEmpty(exchange.getRequestHeaders().getFirst("Content-Type")));
    variables.put("CONTENT_LENGTH", Integer.toString(body.length));
    variables.put(
        "HTTP_CONTENT_ENCODING",
        orEmpty(exchange.getRequestHeaders().getFirst("Content-Encoding")));
    variables.put("GIT_PROTOCOL", orEmpty(exchange.getRequestHeaders().getFirst("Git-Protocol")));
    if (known) {
      variables.put("REMOTE_USER", "x-access-token"); // then it takes pushes
    }
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (var in = process.getOutputStream()) {
      in.write(body);
    }
    InputStream out = process.getInputStream();
    int status = 200;
    for (String line = line(out); !line.isEmpty(); line = line(out)) {
      String[] header = line.split(": ", 2);
      if (header[0].equals("Status")) {
        status = Integer.parseInt(header[1].substring(0, 3));
      } else {
        exchange.getResponseHeaders().add(header[0], header[1]);
      }
    }
    byte[] bytes = out.readAllBytes();
    process.waitFor();
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String orEmpty(String value) {
    return value == null ? "" : value;
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int one = in.read(); one >= 0 && one != '\n'; one = in.read()) {
      line.write(one);
    }
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
