package com.genericcorp.hq.tool.merge;

import java.util.ArrayList;
import java.util.List;

/**
 * Three versions of a text, merged line by line as diff3 does: what one side changed is taken, what
 * both changed differently is a conflict.
 *
 * @param merged the text; in a conflict with the lines of {@code mine}
 * @param marked the text with every conflict between markers
 * @param conflicts how many there are
 */
record LineMerge(String merged, String marked, int conflicts) {
  static LineMerge of(String base, String mine, String theirs) {
    List<String> from = lines(base);
    List<String> own = lines(mine);
    List<String> other = lines(theirs);
    int[] inOwn = Matches.of(from, own);
    int[] inOther = Matches.of(from, other);
    StringBuilder merged = new StringBuilder();
    StringBuilder marked = new StringBuilder();
    int conflicts = 0;
    int at = 0;
    int atOwn = 0;
    int atOther = 0;
    while (true) {
      int next = at;
      while (next < from.size() && (inOwn[next] < 0 || inOther[next] < 0)) {
        next++;
      }
      boolean end = next == from.size();
      List<String> before = from.subList(at, next);
      List<String> ownPart = own.subList(atOwn, end ? own.size() : inOwn[next]);
      List<String> otherPart = other.subList(atOther, end ? other.size() : inOther[next]);
      if (ownPart.equals(before) || ownPart.equals(otherPart)) {
        otherPart.forEach(merged::append);
        otherPart.forEach(marked::append);
      } else if (otherPart.equals(before)) {
        ownPart.forEach(merged::append);
        ownPart.forEach(marked::append);
      } else {
        conflicts++;
        ownPart.forEach(merged::append);
        part(marked, "<<<<<<< yours, kept", ownPart);
        part(marked, "||||||| the old release's", before);
        part(marked, "======= the new release's", otherPart);
        marked.append(">>>>>>>\n");
      }
      if (end) {
        return new LineMerge(merged.toString(), marked.toString(), conflicts);
      }
      merged.append(from.get(next));
      marked.append(from.get(next));
      at = next + 1;
      atOwn = inOwn[next] + 1;
      atOther = inOther[next] + 1;
    }
  }

  private static void part(StringBuilder marked, String title, List<String> lines) {
    marked.append(title).append('\n');
    for (String line : lines) {
      marked.append(line).append(line.endsWith("\n") ? "" : "\n");
    }
  }

  /** The lines with their ends, so that a file without a last line feed stays one. */
  private static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      int to = end < 0 ? text.length() : end + 1;
      lines.add(text.substring(from, to));
      from = to;
    }
    return lines;
  }
}
