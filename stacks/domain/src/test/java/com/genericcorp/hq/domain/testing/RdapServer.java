package com.genericcorp.hq.domain.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** IANA's list, a registry and a registrar over HTTP of the loopback. */
public final class RdapServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Said>> said = new HashMap<>();
  private final List<String> asked = new ArrayList<>();

  /** An answer; status 0: none, ever. */
  private record Said(int status, Map<String, String> headers, String body) {}

  public RdapServer() {
    try {
      http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
    http.setExecutor(threads);
    http.createContext("/", this::answer);
    http.start();
    says("/dns.json", 200, list("com", "net"));
  }

  private String list(String... zones) {
    return """
        {"version": "1.0", "publication": "2026-11-01T00:00:00Z",
         "services": [[["%s"], ["%s"]], [["old"], ["ftp://rdap.example"]]]}"""
        .formatted(String.join("\", \"", zones), at("/rdap/"));
  }

  public URI at(String path) {
    return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + path);
  }

  public URI list() {
    return at("/dns.json");
  }

  /** Adds an answer at a path; the last one is given again and again. */
  public RdapServer says(String path, int status, String body, String... headers) {
    Map<String, String> all = new HashMap<>();
    for (int index = 0; index < headers.length; index += 2) {
      all.put(headers[index], headers[index + 1]);
    }
    synchronized (said) {
      said.computeIfAbsent(path, some -> new ArrayDeque<>()).add(new Said(status, all, body));
    }
    return this;
  }

  /** A domain of the registry, with days as {@code 1999-02-28}. */
  public RdapServer has(String domain, String since, String until) {
    return says("/rdap/domain/" + domain, 200, document(domain, since, until));
  }

  public static String document(String domain, String since, String until) {
    return """
        {"objectClassName": "domain", "ldhName": "%s", "handle": "1_DOMAIN_COM-VRSN",
         "status": ["client transfer prohibited"],
         "events": [
           {"eventAction": "registration", "eventDate": "%sT05:00:00Z"},
           {"eventAction": "expiration", "eventDate": "%sT04:00:00Z"}],
         "entities": [{"objectClassName": "entity", "handle": "292", "roles": ["registrar"],
           "vcardArray": ["vcard", [["version", {}, "text", "4.0"],
                                    ["fn", {}, "text", "Example Registrar, Inc."]]]}],
         "nameservers": [{"objectClassName": "nameserver", "ldhName": "NS1.EXAMPLE.NET"}],
         "rdapConformance": ["rdap_level_0"]}"""
        .formatted(domain.toUpperCase(java.util.Locale.ROOT), since, until);
  }

  /** The paths that were asked, in their order. */
  public List<String> asked() {
    synchronized (said) {
      return List.copyOf(asked);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    Said one;
    synchronized (said) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      Deque<Said> all = said.getOrDefault(path, new ArrayDeque<>());
      one = all.size() > 1 ? all.remove() : all.peek();
    }
    if (one == null) {
      one = new Said(404, Map.of(), "{\"errorCode\": 404}");
    }
    if (one.status() == 0) {
      return;
    }
    byte[] body = one.body().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/rdap+json");
    one.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(one.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.shutdownNow();
  }
}
