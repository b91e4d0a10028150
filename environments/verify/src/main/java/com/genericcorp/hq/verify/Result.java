package com.genericcorp.hq.verify;

/**
 * How one check went.
 *
 * @param name stable, for programs: {@code certificate-names}
 * @param expected in words
 * @param seen in words; what a server sent is shortened and stripped of control characters
 * @param millis how long it took, in milliseconds
 */
public record Result(String name, String expected, String seen, boolean ok, long millis) {
  private static final int LONGEST = 600;

  public Result {
    seen = printable(seen);
  }

  /** One line without anything that a terminal would obey. */
  private static String printable(String text) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), LONGEST));
    text.codePoints().limit(LONGEST).forEach(point -> line.appendCodePoint(shown(point)));
    return text.length() > LONGEST ? line.append('…').toString() : line.toString().strip();
  }

  private static int shown(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          ' ';
      default -> point;
    };
  }
}
