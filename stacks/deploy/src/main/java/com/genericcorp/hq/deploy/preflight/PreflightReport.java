package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.deploy.preflight.Verdict.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a preflight found. */
public record PreflightReport(String environment, List<Verdict> verdicts) {
  public PreflightReport {
    verdicts = List.copyOf(verdicts);
  }

  /** Whether nothing lacks; what could not be asked for want of a right is no hindrance. */
  public boolean passed() {
    return lacking().isEmpty();
  }

  /** What lacks. */
  public List<Verdict> lacking() {
    return verdicts.stream().filter(one -> one.state() == State.LACKS).toList();
  }

  /** For people: a line each, the remedy below. */
  public String text() {
    StringBuilder text = new StringBuilder();
    for (Verdict one : verdicts) {
      text.append(line(one));
    }
    return text.toString();
  }

  private static String line(Verdict one) {
    String mark =
        switch (one.state()) {
          case HOLDS -> "✓";
          case LACKS -> "✗";
          case UNKNOWN -> "-";
        };
    String line = "  %s %-12s %s%n".formatted(mark, one.name(), one.seen());
    return one.remedy().isEmpty() ? line : line + "    → " + one.remedy() + System.lineSeparator();
  }

  /** For programs. */
  public Map<String, Object> json() {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("environment", environment);
    document.put("passed", passed());
    document.put("checks", verdicts.stream().map(PreflightReport::json).toList());
    return document;
  }

  private static Map<String, Object> json(Verdict one) {
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("name", one.name());
    row.put("state", one.state().name().toLowerCase(Locale.ROOT));
    row.put("seen", one.seen());
    row.put("remedy", one.remedy());
    return row;
  }
}
