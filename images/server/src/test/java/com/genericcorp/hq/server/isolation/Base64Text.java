package com.genericcorp.hq.server.isolation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The parts of a JWT. */
final class Base64Text {
  private Base64Text() {}

  static String encode(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  static String decode(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }
}
