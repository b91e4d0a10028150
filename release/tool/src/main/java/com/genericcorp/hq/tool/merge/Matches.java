package com.genericcorp.hq.tool.merge;

import java.util.Arrays;
import java.util.List;

/** A longest common subsequence of two lists of lines. */
final class Matches {
  /** A table beyond this is not made: its files are no configuration that anybody edits by hand. */
  private static final long MOST_CELLS = 25_000_000;

  private Matches() {}

  /** For each line of {@code from} where it is in {@code to}, growing; -1: not there any more. */
  static int[] of(List<String> from, List<String> to) {
    int[] matches = new int[from.size()];
    Arrays.fill(matches, -1);
    int start = 0;
    while (start < from.size() && start < to.size() && from.get(start).equals(to.get(start))) {
      matches[start] = start;
      start++;
    }
    int fromEnd = from.size();
    int toEnd = to.size();
    while (fromEnd > start && toEnd > start && from.get(fromEnd - 1).equals(to.get(toEnd - 1))) {
      fromEnd--;
      toEnd--;
      matches[fromEnd] = toEnd;
    }
    int rows = fromEnd - start;
    int columns = toEnd - start;
    if ((rows + 1L) * (columns + 1L) > MOST_CELLS) {
      return matches;
    }
    int[][] length = new int[rows + 1][columns + 1];
    for (int row = rows - 1; row >= 0; row--) {
      for (int column = columns - 1; column >= 0; column--) {
        length[row][column] =
            from.get(start + row).equals(to.get(start + column))
                ? length[row + 1][column + 1] + 1
                : Math.max(length[row + 1][column], length[row][column + 1]);
      }
    }
    int row = 0;
    int column = 0;
    while (row < rows && column < columns) {
      if (from.get(start + row).equals(to.get(start + column))) {
        matches[start + row++] = start + column++;
      } else if (length[row + 1][column] >= length[row][column + 1]) {
        row++;
      } else {
        column++;
      }
    }
    return matches;
  }
}
