package com.genericcorp.hq.release.changelog;

/** Words of others in a Markdown text. */
final class Markdown {
  private Markdown() {}

  /** What would be taken for Markdown, for HTML, or for a person to be told ({@code @name}). */
  static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            one -> {
              if ("\\`*_[]<>|~".indexOf(one) >= 0) {
                escaped.append('\\').appendCodePoint(one);
              } else if (one == '@') {
                escaped.append("&#64;");
              } else if (one == '&') {
                escaped.append("&amp;");
              } else {
                escaped.appendCodePoint(Character.isISOControl(one) ? ' ' : one);
              }
            });
    return escaped.toString();
  }
}
