package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A browser's tab, as far as cookies, CSRF token and address go; of no origin unless told. */
public final class Browser {
  public static final String SESSION = "__Host-agenthq-session";
  public static final String TOKEN = "__Host-agenthq-token";

  public final Map<String, String> cookies = new LinkedHashMap<>();
  private final TestService service;
  private final String host;
  private final String address;
  private String csrf = "";

  /** At an organisation's own host. */
  public Browser(TestService service, String slug) {
    this(service, slug + "." + TestService.HOST, "192.0.2.1");
  }

  /**
   * @param address where the requests seem to come from
   */
  public Browser(TestService service, String host, String address) {
    this.service = service;
    this.host = host;
    this.address = address;
  }

  public Reply signIn(String email, String password, String... headers) {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    return remember(send("POST", "/api/session", body, headers));
  }

  public Reply accept(String link, String name, String password, String... headers) {
    String token = link.substring(link.indexOf('#') + 1);
    String body =
        "{\"token\":\"%s\",\"name\":\"%s\",\"password\":\"%s\"}".formatted(token, name, password);
    return remember(send("POST", "/api/session/invitation", body, headers));
  }

  public Reply signInAsSample() {
    return remember(send("POST", "/api/session/sample", "{}"));
  }

  private Reply remember(Reply reply) {
    if (reply.status() == 200) {
      csrf = reply.json().get("csrfToken").asText();
    }
    return reply;
  }

  public Reply get(String path, String... headers) {
    return send("GET", path, "", headers);
  }

  /** With the CSRF token. */
  public Reply change(String method, String path, String body) {
    return send(method, path, body, "X-CSRF-Token: " + csrf);
  }

  public String csrf() {
    return csrf;
  }

  /** Just so; cookies are sent and kept. */
  public Reply send(String method, String path, String body, String... headers) {
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    text.append("\r\nConnection: close\r\nX-Forwarded-For: ").append(address);
    if (!cookies.isEmpty()) {
      text.append("\r\nCookie: ")
          .append(
              cookies.entrySet().stream()
                  .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                  .collect(Collectors.joining("; ")));
    }
    for (String header : headers) {
      text.append("\r\n").append(header);
    }
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0) {
      text.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(bytes.length);
    }
    text.append("\r\n\r\n").append(new String(bytes, StandardCharsets.ISO_8859_1));
    Reply reply = RawHttp.exchange(service.service.port(), text.toString());
    keep(reply);
    return reply;
  }

  private void keep(Reply reply) {
    for (String field : reply.header("Set-Cookie").split("\\|")) {
      if (!field.isEmpty()) {
        String name = field.substring(0, field.indexOf('='));
        String value = field.substring(name.length() + 1, field.indexOf(';'));
        if (field.endsWith("Max-Age=0")) {
          cookies.remove(name);
        } else {
          cookies.put(name, value);
        }
      }
    }
  }
}
