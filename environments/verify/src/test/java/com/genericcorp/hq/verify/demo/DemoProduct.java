package com.genericcorp.hq.verify.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** People, keys, usage, live updates and the page of {@link DemoEnvironment}. */
public final class DemoProduct {
  static final String PAGE =
      "<!doctype html><link rel=\"stylesheet\" href=\"/assets/a.css\">"
          + "<script type=\"module\" src=\"/assets/a.js\"></script>";
  static final String STRICT =
      "default-src 'none'; script-src 'self'; style-src 'self'; frame-ancestors 'none'";
  private static final String MADE_KEY = DemoEnvironment.KEY.replace("aaaa", "zzzz");

  /** What stands in the page; a test puts something else there. */
  public volatile String page = PAGE;

  public volatile String environment = "local";

  /** What signing in sets; {@code {secret}} is the session's own. */
  public volatile List<String> cookies =
      List.of("__Host-session={secret}; Path=/; Secure; HttpOnly; SameSite=Strict");

  public volatile boolean sessionsEnd = true;
  public volatile int allowed = 2;
  public volatile boolean counting = true;
  public volatile boolean streaming = true;

  private final AtomicLong calls = new AtomicLong(40);
  private final AtomicInteger limited = new AtomicInteger();
  private final Map<String, String> people = new ConcurrentHashMap<>(); // id → e-mail
  private final Map<String, String> sessions = new ConcurrentHashMap<>(); // secret → e-mail
  private final Set<String> keys = ConcurrentHashMap.newKeySet();

  /** How many people and keys a verification has left. */
  public int left() {
    return people.size() + keys.size();
  }

  /** Answers what needs no key, or other credentials than the probe's key. */
  boolean answeredStranger(HttpExchange exchange, String path) throws IOException {
    String method = exchange.getRequestMethod();
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    if (("Bearer " + MADE_KEY).equals(authorization)) {
      limited(exchange);
    } else if (path.equals("/api/session/invitation")) {
      JsonNode body = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
      signIn(exchange, people.get(body.path("token").asText()));
    } else if (path.equals("/api/session") && method.equals("POST")) {
      JsonNode body = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
      signIn(exchange, body.path("email").asText());
    } else if (path.equals("/api/session") && authorization == null) {
      session(exchange, method);
    } else {
      return false;
    }
    return true;
  }

  private void limited(HttpExchange exchange) throws IOException {
    int count = limited.incrementAndGet();
    exchange.getResponseHeaders().set("RateLimit-Remaining", "0");
    if (count > allowed) {
      exchange.getResponseHeaders().set("Retry-After", "30");
      exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
      DemoEnvironment.send(
          exchange,
          429,
          "{\"status\":429,\"detail\":\"slow down\",\"limit\":{\"name\":\"ofKey\"}}");
    } else {
      DemoEnvironment.send(exchange, 200, "{\"slug\":\"probe\"}");
    }
  }

  private void signIn(HttpExchange exchange, String email) throws IOException {
    String secret = "s" + sessions.size();
    sessions.put(secret, email);
    for (String cookie : cookies) {
      exchange.getResponseHeaders().add("Set-Cookie", cookie.replace("{secret}", secret));
    }
    DemoEnvironment.send(exchange, 200, "{\"csrfToken\":\"t\"}");
  }

  private void session(HttpExchange exchange, String method) throws IOException {
    String cookie = String.valueOf(exchange.getRequestHeaders().getFirst("Cookie"));
    String secret = cookie.replaceAll(".*=", "");
    String email = sessions.get(secret);
    if (email == null) {
      DemoEnvironment.problem(exchange, 401, "nobody is signed in");
    } else if (method.equals("DELETE")) {
      if (sessionsEnd) {
        sessions.remove(secret);
      }
      exchange.sendResponseHeaders(204, -1);
    } else {
      DemoEnvironment.send(exchange, 200, Json.print(Map.of("user", Map.of("email", email))));
    }
  }

  /** Answers what the probe asks with its key. */
  boolean answeredProbe(HttpExchange exchange, String path, Iterable<String> tasks)
      throws IOException {
    String method = exchange.getRequestMethod();
    if (counting) {
      calls.incrementAndGet();
    }
    if (method.equals("DELETE")) {
      String id = path.substring(path.lastIndexOf('/') + 1);
      people.remove(id);
      keys.remove(id);
      exchange.sendResponseHeaders(204, -1);
    } else if (path.equals("/api/users")) {
      JsonNode body = Json.mapper().readTree(exchange.getRequestBody().readAllBytes());
      String id = "u" + people.size();
      people.put(id, body.path("email").asText());
      DemoEnvironment.send(
          exchange,
          201,
          "{\"id\":\"" + id + "\",\"invitation\":{\"url\":\"https://x/invitation#" + id + "\"}}");
    } else if (path.equals("/api/keys")) {
      keys.add("k1");
      limited.set(0);
      DemoEnvironment.send(exchange, 201, "{\"id\":\"k1\",\"key\":\"" + MADE_KEY + "\"}");
    } else if (path.equals("/api/usage")) {
      DemoEnvironment.send(exchange, 200, "{\"items\":[{\"apiCalls\":" + calls.get() + "}]}");
    } else if (path.equals("/api/tasks/events")) {
      stream(exchange, tasks);
    } else {
      return false;
    }
    return true;
  }

  private void stream(HttpExchange exchange, Iterable<String> tasks) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    OutputStream out = exchange.getResponseBody();
    out.write("event: hello\ndata: {}\n\n".getBytes(StandardCharsets.UTF_8));
    out.flush();
    for (int round = 0; streaming && round < 1_000; round++) {
      for (String task : tasks) {
        String data = "data: {\"id\":\"" + task + "\",\"status\":\"succeeded\"}\n\n";
        out.write(data.getBytes(StandardCharsets.UTF_8));
      }
      out.flush();
      try {
        Thread.sleep(20);
      } catch (InterruptedException stopped) {
        return;
      }
    }
  }

  /** Answers the page and what it loads. */
  boolean answeredPage(HttpExchange exchange, String path) throws IOException {
    switch (path) {
      case "/" -> {
        exchange.getResponseHeaders().set("Content-Type", "text/html");
        DemoEnvironment.send(exchange, 200, page);
      }
      case "/assets/a.js" -> file(exchange, "text/javascript");
      case "/assets/a.css" -> file(exchange, "text/css");
      case "/config.json" ->
          DemoEnvironment.send(exchange, 200, "{\"environment\":\"" + environment + "\"}");
      default -> {
        return false;
      }
    }
    return true;
  }

  private static void file(HttpExchange exchange, String type) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    DemoEnvironment.send(exchange, 200, "x");
  }
}
