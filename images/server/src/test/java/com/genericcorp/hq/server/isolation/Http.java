package com.genericcorp.hq.server.isolation;

import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests put together from claims that need not agree, each from an address of its own, so that
 * no limit ends an attack.
 */
final class Http {
  private static final AtomicInteger ADDRESSES = new AtomicInteger();

  private final Ground ground;
  private final List<String> headers = new ArrayList<>();
  private String host = TestService.HOST;

  private Http(Ground ground) {
    this.ground = ground;
  }

  static Http to(Ground ground) {
    return new Http(ground);
  }

  /** A full host name. */
  Http host(String name) {
    host = name;
    return this;
  }

  Http at(String slug) {
    return host(slug + "." + TestService.HOST);
  }

  Http at(Tenant tenant) {
    return at(tenant.slug());
  }

  Http header(String name, String value) {
    headers.add(name + ": " + value);
    return this;
  }

  Http named(String slug) {
    return header("X-Organization-Slug", slug);
  }

  Http key(String key) {
    return header("Authorization", "Bearer " + key);
  }

  Http key(Tenant tenant) {
    return key(ground.keys.get(tenant.slug()));
  }

  /**
   * @param session of whom, if not null
   * @param token of whom, if not null
   */
  Http cookies(Browser session, Browser token) {
    List<String> cookies = new ArrayList<>();
    if (session != null) {
      cookies.add(Browser.SESSION + "=" + session.cookies.get(Browser.SESSION));
    }
    if (token != null) {
      cookies.add(Browser.TOKEN + "=" + token.cookies.get(Browser.TOKEN));
    }
    return cookies.isEmpty() ? this : header("Cookie", String.join("; ", cookies));
  }

  Reply get(String path) {
    return send("GET", path, "");
  }

  Reply send(String method, String path, String body) {
    int address = ADDRESSES.incrementAndGet();
    StringBuilder text = new StringBuilder();
    text.append(method).append(' ').append(path).append(" HTTP/1.1\r\nHost: ").append(host);
    text.append("\r\nConnection: close\r\nX-Forwarded-For: 10.")
        .append(address >> 16 & 255)
        .append('.')
        .append(address >> 8 & 255)
        .append('.')
        .append(address & 255);
    headers.forEach(header -> text.append("\r\n").append(header));
    if (!body.isEmpty()) {
      text.append("\r\nContent-Type: application/json\r\nContent-Length: ")
          .append(body.getBytes(StandardCharsets.UTF_8).length);
    }
    text.append("\r\n\r\n").append(body);
    return RawHttp.exchange(ground.service().service.port(), text.toString());
  }
}
