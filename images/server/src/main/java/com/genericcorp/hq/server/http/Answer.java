package com.genericcorp.hq.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.genericcorp.hq.cli.Json;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * What a request is answered with.
 *
 * @param contentType empty when there is no body
 * @param headers replace those that every answer has; a name may come more than once
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared never
public record Answer(int status, String contentType, byte[] body, List<Header> headers) {
  private static final String JSON = "application/json";

  /** One header field. */
  public record Header(String name, String value) {}

  /** Made when the first JSON is written: it is no part of a server's start. */
  private static final class Compact {
    static final ObjectWriter WRITER =
        Json.mapper().writer().without(SerializationFeature.INDENT_OUTPUT);
  }

  /** An answer with a value as JSON. */
  public static Answer json(int status, Object value) {
    try {
      return new Answer(status, JSON, Compact.WRITER.writeValueAsBytes(value), List.of());
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException("no JSON for " + value.getClass(), problem);
    }
  }

  /** 201 for something new that is to be found at a path from now on. */
  public static Answer created(String path, Object value) {
    return json(201, value).with("Location", path);
  }

  /** 204: done, and there is nothing to say. */
  public static Answer done() {
    return new Answer(204, "", new byte[0], List.of());
  }

  /** An answer with a text, sent as UTF-8. */
  public static Answer text(int status, String contentType, String text) {
    return new Answer(status, contentType, text.getBytes(StandardCharsets.UTF_8), List.of());
  }

  static Answer of(Problem problem, String requestId) {
    Answer answer = text(problem.status(), Problem.CONTENT_TYPE, problem.json(requestId));
    List<Header> headers = new ArrayList<>();
    problem.headers().forEach((name, value) -> headers.add(new Header(name, value)));
    return new Answer(answer.status, answer.contentType, answer.body, headers);
  }

  /** The same with one more header. */
  public Answer with(String name, String value) {
    List<Header> more = new ArrayList<>(headers);
    more.add(new Header(name, value));
    return new Answer(status, contentType, body, List.copyOf(more));
  }

  /** The same with these headers as well. */
  public Answer with(Map<String, String> fields) {
    Answer answer = this;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      answer = answer.with(field.getKey(), field.getValue());
    }
    return answer;
  }

  /**
   * Sends it.
   *
   * @param more what was found out about the exchange before there was an answer
   */
  void write(Response response, Callback callback, List<Header> more) {
    response.setStatus(status);
    addAll(response, more);
    addAll(response, headers);
    if (!contentType.isEmpty()) {
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
    }
    response.write(true, ByteBuffer.wrap(body), callback);
  }

  void write(Response response, Callback callback) {
    write(response, callback, List.of());
  }

  static void addAll(Response response, List<Header> fields) {
    Set<String> replaced = new LinkedHashSet<>();
    for (Header field : fields) {
      if (replaced.add(field.name())) {
        response.getHeaders().put(field.name(), field.value());
      } else {
        response.getHeaders().add(field.name(), field.value());
      }
    }
  }
}
