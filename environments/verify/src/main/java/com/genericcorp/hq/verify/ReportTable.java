package com.genericcorp.hq.verify;

import java.util.Locale;

/** A report for people: a line each for what is well, expected and seen for what is not. */
final class ReportTable {
  private static final int SEEN = 70;

  private ReportTable() {}

  static String of(Report report, long millis, Style style) {
    int names = report.checks().stream().mapToInt(check -> check.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Result check : report.checks()) {
      text.append("  ").append(style.mark(check.ok())).append(' ');
      if (check.ok()) {
        String seen = shortened(check.seen());
        text.append(padded(check.name(), names)).append("  ").append(padded(seen, SEEN));
        text.append(String.format(Locale.ROOT, "%7d ms%n", check.millis()));
      } else {
        text.append(check.name()).append(System.lineSeparator());
        text.append(String.format("      expected  %s%n", check.expected()));
        text.append(String.format("      seen      %s%n", check.seen()));
      }
    }
    int failed = report.failed().size();
    String count =
        failed == 0
            ? "all " + report.checks().size() + " checks passed"
            : failed + " of " + report.checks().size() + " checks failed";
    return text.append(
            String.format(
                Locale.ROOT, "%s: %s (%.1f s)%n", report.environment(), count, millis / 1000.0))
        .toString();
  }

  private static String shortened(String seen) {
    return seen.length() <= SEEN ? seen : seen.substring(0, SEEN - 3) + "...";
  }

  private static String padded(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
