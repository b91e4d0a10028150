package com.genericcorp.hq.cli;

import java.util.ArrayList;
import java.util.List;

/** Rows in aligned columns, for people to read. */
public final class Table {
  private static final String GAP = "  ";
  private final List<List<String>> rows = new ArrayList<>();

  public static Table of(String... titles) {
    return new Table().row(titles);
  }

  public Table row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The table's lines without trailing blanks, ended by a line feed. */
  @Override
  public String toString() {
    int[] widths = new int[rows.stream().mapToInt(List::size).max().orElse(0)];
    for (List<String> row : rows) {
      for (int column = 0; column < row.size(); column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        line.append(row.get(column));
        line.append(" ".repeat(widths[column] - row.get(column).length())).append(GAP);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
