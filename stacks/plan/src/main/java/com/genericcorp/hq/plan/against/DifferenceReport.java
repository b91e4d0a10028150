package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.plan.against.Change.Kind;
import com.genericcorp.hq.plan.report.JsonReport;
import com.genericcorp.hq.plan.report.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A difference for people, pull requests and programs. */
public final class DifferenceReport {
  private static final int WIDTH = 100;
  private static final int NAME = 46;
  private static final int USD = 10;

  private DifferenceReport() {}

  /** For people. */
  public static String text(Difference difference) {
    List<Change> changes = difference.changes();
    StringBuilder text = new StringBuilder(headline(difference, changes)).append('\n');
    if (changes.isEmpty()) {
      return text.toString();
    }
    text.append('\n');
    for (Change one : changes) {
      String name = one.kind().sign() + " " + one.resource().kind() + " " + one.resource().name();
      String usd = one.usd().signum() == 0 ? "-" : Money.change(one.usd());
      int room = WIDTH - NAME - USD - 3;
      String inputs = String.join(", ", one.inputs());
      boolean fits = inputs.length() <= room;
      text.append(
          ("%-" + NAME + "s  %-" + room + "s %" + USD + "s%n")
              .formatted(cut(name, NAME), fits ? inputs : "", usd));
      if (!fits) {
        one.inputs().forEach(input -> text.append("    ").append(input).append('\n'));
      }
    }
    return text.toString();
  }

  /** For a pull request. */
  public static String markdown(Difference difference) {
    List<Change> changes = difference.changes();
    StringBuilder text =
        new StringBuilder("### Change: ").append(headline(difference, changes)).append("\n\n");
    if (!changes.isEmpty()) {
      text.append("| | resource | what | $ a month |\n|---|---|---|--:|\n");
      for (Change one : changes) {
        text.append(
            "| `%s` | %s `%s` | %s | %s |\n"
                .formatted(
                    one.kind().sign(),
                    one.resource().kind(),
                    one.resource().name(),
                    String.join(", ", one.inputs()).replace("|", "\\|"),
                    one.usd().signum() == 0 ? "" : Money.change(one.usd())));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** For programs. */
  public static Map<String, Object> json(Difference difference) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("what", difference.shown());
    document.put("monthlyUsd", JsonReport.costs(difference.before().costs()));
    document.put("changeUsd", difference.usd());
    document.put("changes", difference.changes().stream().map(DifferenceReport::json).toList());
    return document;
  }

  private static Map<String, Object> json(Change one) {
    Map<String, Object> change = new LinkedHashMap<>();
    change.put("change", one.kind().name().toLowerCase(Locale.ROOT));
    change.put("type", one.resource().type());
    change.put("name", one.resource().name());
    change.put("inputs", one.inputs());
    change.put("monthlyUsd", one.usd());
    return change;
  }

  private static String headline(Difference difference, List<Change> changes) {
    if (changes.isEmpty()) {
      return "Against " + difference.shown() + ": nothing changes.";
    }
    return "Against %s: %d new, %d gone, %d others; $%s a month instead of $%s (%s)."
        .formatted(
            difference.shown(),
            count(changes, Kind.ADDED),
            count(changes, Kind.REMOVED),
            count(changes, Kind.CHANGED),
            Money.of(difference.after().costs().total()),
            Money.of(difference.before().costs().total()),
            Money.change(difference.usd()));
  }

  private static long count(List<Change> changes, Kind kind) {
    return changes.stream().filter(one -> one.kind() == kind).count();
  }

  private static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 1) + "…";
  }
}
