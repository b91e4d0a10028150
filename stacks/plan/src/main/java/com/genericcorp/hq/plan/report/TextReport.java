package com.genericcorp.hq.plan.report;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.policies.Reviewed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Set;
import java.util.stream.Collectors;

/** A plan for people: the verdict first, then what there is, what it costs, what it breaks. */
public final class TextReport {
  private TextReport() {}

  /**
   * The whole report.
   *
   * @param all with what is free and small, too
   */
  public static String of(Plan plan, boolean all) {
    StringBuilder text = new StringBuilder(summary(plan));
    text.append('\n').append(ResourceTree.of(plan, all));
    text.append('\n').append(CostTables.byConcern(plan));
    text.append('\n').append(CostTables.lines(plan, all));
    text.append("\nASSUMPTIONS\n");
    plan.costs().assumptions().forEach(one -> text.append(Prose.item("- ", one)));
    text.append('\n').append(policies(plan));
    return text.toString();
  }

  /** The verdict, and why. */
  public static String summary(Plan plan) {
    StringBuilder text = new StringBuilder();
    BigDecimal share =
        plan.costs()
            .total()
            .movePointRight(2)
            .divide(BigDecimal.valueOf(plan.budget()), 0, RoundingMode.HALF_UP);
    text.append(
        Prose.item(
            "",
            "%s %s: $%s of $%,d a month (%s %%), $%s fixed, $%s by usage."
                .formatted(
                    title(plan.environment()),
                    plan.passed() ? "passes" : "does not pass",
                    Money.of(plan.costs().total()),
                    plan.budget(),
                    share,
                    Money.of(plan.costs().fixed()),
                    Money.of(plan.costs().usage()))));
    text.append(
        Prose.item(
            "",
            "%d resources in %s, account %s%s."
                .formatted(
                    plan.inventory().inAws().size(),
                    plan.environment().aws().orElseThrow().region(),
                    plan.environment().aws().orElseThrow().account(),
                    plan.environment().aws().orElseThrow().accountIsPlaceholder()
                        ? " (a placeholder)"
                        : "")));
    plan.problems().forEach(one -> text.append(Prose.item("✗ ", one)));
    if (!plan.review().broken().isEmpty()) {
      text.append(
          Prose.item(
              "✗ ",
              "broken: "
                  + plan.review().broken().stream()
                      .map(one -> one.finding().policy().id() + " " + one.finding().resource())
                      .collect(Collectors.joining(", "))));
    }
    plan.warnings().forEach(one -> text.append(Prose.item("! ", one)));
    return text.toString();
  }

  /** {@code production, size launch for 25 organisations,}. */
  static String title(Environment environment) {
    return environment.name()
        + environment
            .size()
            .map(size -> " (size " + size.name() + ", " + size.tenants() + " organisations)")
            .orElse("");
  }

  private static String policies(Plan plan) {
    StringBuilder text = new StringBuilder("POLICIES\n");
    for (Reviewed one : plan.review().broken()) {
      text.append(Prose.item("✗ ", heading(one) + ": " + one.problem()));
      text.append(
          Prose.item(
              "    ",
              one.finding().policy().rule() + ": " + one.finding().policy().remedy() + "."));
    }
    for (Reviewed one : plan.review().waived()) {
      text.append(Prose.item("- ", heading(one) + ": " + one.problem()));
      text.append(
          Prose.item(
              "    ",
              "waived until "
                  + one.waiver().orElseThrow().until()
                  + ": "
                  + one.waiver().orElseThrow().reason()));
    }
    Set<String> policies =
        plan.review().all().stream()
            .filter(Reviewed::holds)
            .map(one -> one.finding().policy().id())
            .collect(Collectors.toSet());
    text.append("✓ ").append(policies.size()).append(" policies hold, ");
    return text.append(plan.review().held()).append(" times.\n").toString();
  }

  private static String heading(Reviewed one) {
    return one.finding().policy().id() + " " + one.finding().resource();
  }
}
