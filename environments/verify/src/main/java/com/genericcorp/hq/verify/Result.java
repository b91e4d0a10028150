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
    for (int at = 0; at < text.length() && line.length() < LONGEST; at++) {
      char next = text.charAt(at);
      int type = Character.getType(next);
      boolean shown =
          !Character.isISOControl(next)
              && type != Character.FORMAT
              && type != Character.LINE_SEPARATOR
              && type != Character.PARAGRAPH_SEPARATOR
              && type != Character.SURROGATE
              && type != Character.UNASSIGNED;
      line.append(shown ? next : ' ');
    }
    return text.length() > LONGEST ? line.append('…').toString() : line.toString().strip();
  }
}
