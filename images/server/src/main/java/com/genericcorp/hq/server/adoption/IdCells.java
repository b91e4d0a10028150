package com.genericcorp.hq.server.adoption;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Puts ids of ours where a row's COPY text has the source's: {@link NameUuid}. */
final class IdCells {
  private static final String NULL = "\\N";

  private final Map<Integer, String> kinds;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();

  IdCells(Map<Integer, String> kinds) {
    this.kinds = kinds;
  }

  /** The row, without its line feed, with the other ids. */
  byte[] replaced(byte[] row, int length) {
    line.reset();
    int cell = 0;
    int start = 0;
    for (int at = 0; at <= length; at++) {
      if (at < length && row[at] != '\t') {
        continue;
      }
      String kind = kinds.get(cell);
      if (kind == null) {
        line.write(row, start, at - start);
      } else {
        line.writeBytes(id(kind, row, start, at - start));
      }
      if (at < length) {
        line.write('\t');
      }
      cell++;
      start = at + 1;
    }
    return line.toByteArray();
  }

  private static byte[] id(String kind, byte[] row, int start, int length) {
    String text = new String(row, start, length, StandardCharsets.UTF_8);
    String id = text.equals(NULL) ? NULL : NameUuid.of(kind, plain(text)).toString();
    return id.getBytes(StandardCharsets.UTF_8);
  }

  /** The value that COPY wrote so. */
  private static String plain(String text) {
    if (text.indexOf('\\') < 0) {
      return text;
    }
    StringBuilder value = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char character = text.charAt(at);
      if (character != '\\') {
        value.append(character);
        continue;
      }
      at++;
      int special = "bfnrtv".indexOf(text.charAt(at));
      value.append(special < 0 ? text.charAt(at) : "\b\f\n\r\t\u000b".charAt(special));
    }
    return value.toString();
  }
}
