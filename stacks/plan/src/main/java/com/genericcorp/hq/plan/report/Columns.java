package com.genericcorp.hq.plan.report;

import java.util.ArrayList;
import java.util.List;

/**
 * Lines of cells in aligned columns, at most {@value #WIDTH} characters wide: the widest column of
 * text is cut. Columns whose heading begins with {@code >} stand to the right.
 */
final class Columns {
  static final int WIDTH = 100;
  private static final String GAP = "  ";

  private final boolean[] right;
  private final int elastic;
  private final List<List<String>> rows = new ArrayList<>();

  /** A line that keeps to no column but the last. */
  private static final int SPANNING = 2;

  /**
   * @param elastic the column that is cut when a line would be too long
   */
  Columns(int elastic, String... headings) {
    this.elastic = elastic;
    right = new boolean[headings.length];
    List<String> shown = new ArrayList<>();
    for (int column = 0; column < headings.length; column++) {
      right[column] = headings[column].startsWith(">");
      shown.add(right[column] ? headings[column].substring(1) : headings[column]);
    }
    rows.add(shown);
  }

  Columns row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** Adds text over all columns but the last. */
  Columns span(String text, String last) {
    rows.add(List.of(text, last));
    return this;
  }

  @Override
  public String toString() {
    int[] widths = new int[right.length];
    for (List<String> row : rows) {
      if (isSpanning(row)) {
        widths[right.length - 1] = Math.max(widths[right.length - 1], row.get(1).length());
        continue;
      }
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    int all = GAP.length() * (widths.length - 1);
    for (int width : widths) {
      all += width;
    }
    widths[elastic] = Math.max(8, widths[elastic] - Math.max(0, all - WIDTH));
    int whole = -GAP.length();
    for (int width : widths) {
      whole += GAP.length() + width;
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      if (isSpanning(row)) {
        int room = whole - widths[right.length - 1] - GAP.length();
        String line =
            ("%-" + room + "s" + GAP + "%" + widths[right.length - 1] + "s")
                .formatted(cut(row.get(0), room), row.get(1));
        text.append(line.stripTrailing()).append('\n');
        continue;
      }
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String cell = cut(row.get(column), widths[column]);
        String pad = " ".repeat(widths[column] - cell.length());
        line.append(column == 0 ? "" : GAP).append(right[column] ? pad + cell : cell + pad);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private boolean isSpanning(List<String> row) {
    return row.size() == SPANNING && right.length > SPANNING;
  }

  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
