package com.genericcorp.hq.domain.report;

/** A report for people. */
public final class DomainTable {
  private static final String LINE = "  %-8s %-13s %s%n";

  private DomainTable() {}

  public static String of(DomainReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.host());
    String environment = report.environment();
    text.append(environment.isEmpty() ? " (of no environment" : " (environment " + environment);
    text.append(", zone ").append(report.zone());
    text.append(", domain ").append(report.domain()).append(')').append(System.lineSeparator());
    for (Finding finding : report.checks()) {
      text.append(String.format(LINE, finding.outcome(), finding.check(), finding.seen()));
      if (!finding.remedy().isEmpty()) {
        text.append(String.format(LINE, "", "", "to do: " + finding.remedy()));
      }
    }
    long faults = report.count(Outcome.FAULT);
    long warnings = report.count(Outcome.WARNING);
    long skipped = report.count(Outcome.SKIPPED);
    text.append(
        String.format(
            "%s: %s, %s%s%n",
            report.host(),
            faults == 0 ? "no fault" : counted(faults, "fault"),
            warnings == 0 ? "no warning" : counted(warnings, "warning"),
            skipped == 0 ? "" : "; " + counted(skipped, "check") + " not made"));
    return text.toString();
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
