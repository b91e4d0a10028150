package com.genericcorp.hq.verify.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An HTTP/1.1 request. Immutable. */
public final class Request {
  private final String method;
  private final String host;
  private final String path;
  private final List<String> headers;
  private final @Nullable String body;

  private Request(
      String method, String host, String path, List<String> headers, @Nullable String body) {
    this.method = method;
    this.host = host;
    this.path = path;
    this.headers = List.copyOf(headers);
    this.body = body;
  }

  /** A request without a body; host and path have been checked to be a name and a path. */
  public static Request get(String host, String path) {
    return new Request("GET", host, path, List.of(), null);
  }

  /** A request to take something away. */
  public static Request delete(String host, String path) {
    return new Request("DELETE", host, path, List.of(), null);
  }

  public static Request post(String host, String path, String json) {
    return new Request("POST", host, path, List.of("Content-Type: application/json"), json);
  }

  public static Request delete(String host, String path) {
    return new Request("DELETE", host, path, List.of(), null);
  }

  public Request with(String header, String value) {
    List<String> more = new ArrayList<>(headers);
    more.add(header + ": " + value);
    return new Request(method, host, path, more, body);
  }

  public String host() {
    return host;
  }

  /** The request's bytes. The port is named only where the scheme does not imply it (RFC 9110). */
  byte[] bytes(int port, int impliedPort) {
    StringBuilder text = new StringBuilder(512);
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    if (port != impliedPort) {
      text.append(':').append(port);
    }
    text.append("\r\nUser-Agent: hq-verify\r\nAccept: */*\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    byte[] content = body == null ? new byte[0] : body.getBytes(StandardCharsets.UTF_8);
    if (body != null) {
      text.append("Content-Length: ").append(content.length).append("\r\n");
    }
    byte[] head = text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] all = new byte[head.length + content.length];
    System.arraycopy(head, 0, all, 0, head.length);
    System.arraycopy(content, 0, all, head.length, content.length);
    return all;
  }

  /** Without headers, among which a key may be. */
  @Override
  public String toString() {
    return method + " " + host + path;
  }
}
