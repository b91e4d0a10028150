package com.genericcorp.hq.plan.report;

/** Sentences in lines of at most {@value Columns#WIDTH} characters. */
final class Prose {
  private Prose() {}

  /** The text after {@code first}, further lines indented as far. */
  static String item(String first, String text) {
    StringBuilder all = new StringBuilder(first);
    int column = first.length();
    boolean begun = false;
    for (String word : text.split(" ", -1)) {
      if (begun && column + 1 + word.length() > Columns.WIDTH) {
        all.append('\n').append(" ".repeat(first.length()));
        column = first.length();
        begun = false;
      }
      all.append(begun ? " " : "").append(word);
      column += word.length() + (begun ? 1 : 0);
      begun = true;
    }
    return all.append('\n').toString();
  }
}
