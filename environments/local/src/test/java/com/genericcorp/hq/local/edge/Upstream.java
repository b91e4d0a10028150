package com.genericcorp.hq.local.edge;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server behind the edge that says what arrived, and streams events when told to. */
final class Upstream implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  final CountDownLatch secondEvent = new CountDownLatch(1);

  Upstream() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", Upstream::echo);
    server.createContext("/events", this::events);
    server.createContext("/silent", this::silent);
    server.createContext("/cut", Upstream::cut);
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void echo(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    StringBuilder text = new StringBuilder();
    text.append(exchange.getRequestMethod()).append(' ').append(exchange.getRequestURI());
    text.append('\n');
    Map<String, Object> headers = new TreeMap<>(exchange.getRequestHeaders());
    headers.forEach((name, values) -> text.append(name).append(": ").append(values).append('\n'));
    text.append("body bytes: ").append(body.length).append('\n');
    byte[] answer = text.toString().getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "text/plain");
    exchange.sendResponseHeaders(200, answer.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(answer);
    }
  }

  private void events(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write("data: one\n\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      secondEvent.await();
      out.write("data: two\n\n".getBytes(StandardCharsets.UTF_8));
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private void silent(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "text/event-stream");
    exchange.sendResponseHeaders(200, 0);
    exchange.getResponseBody().flush();
    try (exchange) {
      secondEvent.await();
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  private static void cut(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 1000);
    exchange.getResponseBody().write("half".getBytes(StandardCharsets.UTF_8));
    exchange.getResponseBody().flush();
    throw new IOException("as a killed server would");
  }

  @Override
  public void close() {
    secondEvent.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
