package com.genericcorp.hq.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a request is answered with.
 *
 * @param body text, sent as UTF-8
 * @param headers replace those that every answer has
 */
public record Answer(int status, String contentType, String body, Map<String, String> headers) {
  private static final String JSON = "application/json";

  /** Made when the first JSON is written: it is no part of a server's start. */
  private static final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  /** An answer with a value as JSON. */
  public static Answer json(int status, Object value) {
    try {
      return new Answer(status, JSON, Json.MAPPER.writeValueAsString(value), Map.of());
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException("no JSON for " + value.getClass(), problem);
    }
  }

  /** 201 for something new that is to be found at a path from now on. */
  public static Answer created(String path, Object value) {
    Answer answer = json(201, value);
    return new Answer(answer.status, JSON, answer.body, Map.of("Location", path));
  }

  static Answer of(Problem problem, String requestId) {
    return new Answer(
        problem.status(), Problem.CONTENT_TYPE, problem.json(requestId), problem.headers());
  }

  void write(Response response, Callback callback) {
    response.setStatus(status);
    headers.forEach(response.getHeaders()::put);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    response.write(true, ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)), callback);
  }
}
