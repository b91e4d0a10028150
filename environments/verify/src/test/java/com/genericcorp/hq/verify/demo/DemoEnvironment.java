package com.genericcorp.hq.verify.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/**
 * A small environment over real TLS that keeps the API's contract, until a test breaks one thing of
 * it.
 */
public final class DemoEnvironment implements AutoCloseable {
  public static final String PUBLIC_HOST = "demo.localhost";
  public static final String TENANT_HOST = "{slug}.demo.localhost";
  public static final String[] NAMES = {PUBLIC_HOST, "*.demo.localhost"};
  public static final String KEY = "ahq_0123456789_aaaaBBBBccccDDDDeeeeFFFFggggHHHHiiiiJJJJkkk";

  /** Sent with every answer; a test takes away or adds. */
  public final Map<String, String> headers = new ConcurrentHashMap<>();

  /** What a test puts in the place of a path's answer. */
  public final Map<String, HttpHandler> instead = new ConcurrentHashMap<>();

  /** What each state of a task is reported to be, the last one for ever. */
  public volatile String[] taskStates = {"queued", "running", "succeeded"};

  /** What the plain port answers: status and where it leads, {@code {host}} and {@code {path}}. */
  public volatile int redirectStatus = 308;

  public volatile String redirectTo;

  /** People, keys, usage, live updates and the page. */
  public final DemoProduct product = new DemoProduct();

  private final HttpsServer https;
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, String> agents = new ConcurrentHashMap<>();
  private final Map<String, AtomicInteger> tasks = new ConcurrentHashMap<>();

  public DemoEnvironment(SSLContext tls) {
    this(tls, "TLSv1.3", "TLSv1.2");
  }

  /** One that speaks these versions of TLS, as far as this JVM lets it. */
  public DemoEnvironment(SSLContext tls, String... protocols) {
    try {
      InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      https = HttpsServer.create(any, 50);
      https.setHttpsConfigurator(new Protocols(tls, protocols));
      https.createContext("/", this::answer);
      http = HttpServer.create(any, 50);
      http.createContext("/", this::redirect);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    redirectTo = "https://{host}:" + httpsPort() + "{path}";
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Referrer-Policy", "strict-origin-when-cross-origin");
    headers.put("Content-Security-Policy", DemoProduct.STRICT);
    https.setExecutor(threads);
    http.setExecutor(threads);
    https.start();
    http.start();
  }

  public int httpsPort() {
    return https.getAddress().getPort();
  }

  public int httpPort() {
    return http.getAddress().getPort();
  }

  /** How many agents the probe has by now. */
  public int agents() {
    return agents.size();
  }

  /** Gives the probe an agent and returns its id. */
  public synchronized String addAgent(String name) {
    String id = "agent-" + agents.size();
    agents.put(id, name);
    return id;
  }

  /** How many tasks the probe has by now. */
  public int tasks() {
    return tasks.size();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      headers.forEach(exchange.getResponseHeaders()::set);
      HttpHandler other = instead.get(exchange.getRequestURI().getPath());
      if (other != null) {
        other.handle(exchange);
        return;
      }
      String path = exchange.getRequestURI().getPath();
      if (path.startsWith("/api/")) {
        api(exchange, path);
      } else if (product.answeredPage(exchange, path)) {
        return;
      } else if (path.equals("/health") || path.equals("/ready")) {
        send(exchange, 200, "ok");
      } else {
        problem(exchange, 404, "there is nothing here");
      }
    }
  }

  /** What the API answers when nothing is wrong. */
  public void api(HttpExchange exchange, String path) throws IOException {
    String byHost = slugOf(host(exchange));
    String byHeader = exchange.getRequestHeaders().getFirst("X-Organization-Slug");
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (product.answeredStranger(exchange, path)) {
      return;
    }
    if (authorization == null || !authorization.equals("Bearer " + KEY)) {
      problem(exchange, 401, "a valid API key is needed");
    } else if (byHost != null && byHeader != null && !byHost.equals(byHeader)) {
      problem(exchange, 400, "host and header name different organisations");
    } else if (!"probe".equals(byHost == null ? byHeader : byHost)) {
      problem(exchange, 403, "the key belongs to another organisation");
    } else {
      probe(exchange, path);
    }
  }

  private void probe(HttpExchange exchange, String path) throws IOException {
    boolean post = exchange.getRequestMethod().equals("POST");
    if (product.answeredProbe(exchange, path, tasks.keySet())) {
      return;
    }
    if (path.equals("/api/organization")) {
      send(exchange, 200, Json.print(Map.of("slug", "probe", "name", "Probe")));
    } else if (path.equals("/api/agents") && post) {
      String name = body(exchange).path("name").asText();
      synchronized (this) {
        if (agents.containsValue(name)) {
          problem(exchange, 409, "there is an agent of this name");
        } else {
          send(exchange, 201, Json.print(Map.of("id", addAgent(name), "name", name)));
        }
      }
    } else if (path.equals("/api/agents")) {
      var items =
          agents.entrySet().stream().map(a -> Map.of("id", a.getKey(), "name", a.getValue()));
      Map<String, Object> page = new LinkedHashMap<>();
      page.put("items", items.toList());
      page.put("next", null);
      send(exchange, 200, Json.print(page));
    } else if (path.equals("/api/tasks") && post) {
      JsonNode task = body(exchange);
      if (!agents.containsKey(task.path("agentId").asText())
          || !task.path("simulation").path("seconds").isNumber()) {
        problem(exchange, 422, "no such agent, or no simulation");
        return;
      }
      String id = "task-" + tasks.size();
      tasks.put(id, new AtomicInteger());
      send(exchange, 201, Json.print(Map.of("id", id, "status", "queued")));
    } else if (tasks.containsKey(path.substring(path.lastIndexOf('/') + 1))) {
      int asked = tasks.get(path.substring(path.lastIndexOf('/') + 1)).getAndIncrement();
      String[] states = taskStates;
      String status = states[Math.min(asked, states.length - 1)];
      send(exchange, 200, Json.print(Map.of("status", status, "progress", 0)));
    } else {
      problem(exchange, 404, "there is nothing here");
    }
  }

  private static final class Protocols extends HttpsConfigurator {
    private final String[] protocols;

    Protocols(SSLContext tls, String... protocols) {
      super(tls);
      this.protocols = protocols;
    }

    @Override
    public void configure(HttpsParameters parameters) {
      SSLParameters tls = getSSLContext().getDefaultSSLParameters();
      tls.setProtocols(protocols);
      tls.setCipherSuites(getSSLContext().getSupportedSSLParameters().getCipherSuites());
      parameters.setSSLParameters(tls);
    }
  }

  private void redirect(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String to = redirectTo.replace("{host}", host(exchange)).replace("{path}", path);
      exchange.getResponseHeaders().set("Location", to);
      exchange.sendResponseHeaders(redirectStatus, -1);
    }
  }

  /** Answers a problem document. */
  public static void problem(HttpExchange exchange, int status, String detail) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
    send(exchange, status, Json.print(Map.of("status", status, "detail", detail)));
  }

  /** Answers in chunks. */
  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    exchange.sendResponseHeaders(status, 0);
    exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    return Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
  }

  private static String host(HttpExchange exchange) {
    return exchange.getRequestHeaders().getFirst("Host").split(":")[0];
  }

  private static @Nullable String slugOf(String host) {
    String parent = "." + PUBLIC_HOST;
    return host.endsWith(parent) ? host.substring(0, host.length() - parent.length()) : null;
  }

  @Override
  public void close() {
    https.stop(0);
    http.stop(0);
    threads.shutdownNow();
  }
}
