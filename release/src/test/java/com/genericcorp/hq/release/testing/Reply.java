package com.genericcorp.hq.release.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An answer of the server. */
record Reply(int status, byte[] body, Map<String, String> headers) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static Reply json(int status, Object body) {
    try {
      return new Reply(status, JSON.writeValueAsBytes(body), new LinkedHashMap<>())
          .with("Content-Type", "application/json; charset=utf-8");
    } catch (JsonProcessingException problem) {
      throw new IllegalStateException(problem);
    }
  }

  static Reply empty(int status) {
    return new Reply(status, new byte[0], new LinkedHashMap<>());
  }

  static Reply bytes(byte[] bytes) {
    return new Reply(200, bytes, new LinkedHashMap<>())
        .with("Content-Type", "application/octet-stream");
  }

  static Reply problem(int status, String message) {
    return json(status, Map.of("message", message));
  }

  static Reply invalid(String resource, String field, String code) {
    return json(
        422,
        Map.of(
            "message",
            "Validation Failed",
            "errors",
            List.of(Map.of("resource", resource, "field", field, "code", code))));
  }

  Reply with(String name, String value) {
    headers.put(name, value);
    return this;
  }

  /** Sends it, or the half of it. */
  void send(HttpExchange exchange, boolean half) throws IOException {
    headers.forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body, 0, half ? body.length / 2 : body.length);
    exchange.getResponseBody().flush();
  }
}
