package com.genericcorp.hq.server.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The front page: what this is, which environment, where the API is. It loads its style and icon
 * from here and nothing from anywhere else.
 */
public final class StaticPages {
  private static final Map<String, String> HEADERS =
      Map.of(SecurityHeaders.POLICY, SecurityHeaders.OWN, "Cache-Control", "no-cache");

  private final String front;

  /**
   * @param environment the environment's name
   */
  public StaticPages(String environment, Hosts hosts) {
    this.front =
        read("index.html")
            .replace("${environment}", escaped(environment))
            .replace("${url}", escaped(hosts.urlOf("ORGANISATION")));
  }

  public Answer front(Call call) {
    return Answer.text(200, "text/html; charset=utf-8", front).with(HEADERS);
  }

  public Answer style(Call call) {
    return Answer.text(200, "text/css; charset=utf-8", read("style.css")).with(HEADERS);
  }

  public Answer icon(Call call) {
    return Answer.text(200, "image/svg+xml", read("icon.svg")).with(HEADERS);
  }

  private static String read(String name) {
    try (InputStream file = StaticPages.class.getResourceAsStream("/web/" + name)) {
      if (file == null) {
        throw new IllegalStateException("this build has no web/" + name);
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }
}
