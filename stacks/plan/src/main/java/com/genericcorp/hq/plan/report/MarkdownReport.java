package com.genericcorp.hq.plan.report;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.policies.Reviewed;
import com.genericcorp.hq.plan.prices.Costs;

/** A plan for a pull request: the verdict, money by component, what is broken; the rest folded. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /** The document. */
  public static String of(Plan plan) {
    StringBuilder text = new StringBuilder();
    text.append(
        "### Plan of %s: %s, $%s of $%,d a month\n\n"
            .formatted(
                TextReport.title(plan.environment()),
                plan.passed() ? "passes" : "**does not pass**",
                Money.of(plan.costs().total()),
                plan.budget()));
    plan.problems().forEach(one -> text.append("- ✗ ").append(escaped(one)).append('\n'));
    for (Reviewed one : plan.review().broken()) {
      text.append(
          "- ✗ **%s** `%s`: %s. Remedy: %s\n"
              .formatted(
                  one.finding().policy().id(),
                  one.finding().resource(),
                  escaped(one.problem()),
                  escaped(one.finding().policy().remedy())));
    }
    for (Reviewed one : plan.review().waived()) {
      text.append(
          "- waived until %s: **%s** `%s`: %s\n"
              .formatted(
                  one.waiver().orElseThrow().until(),
                  one.finding().policy().id(),
                  one.finding().resource(),
                  escaped(one.waiver().orElseThrow().reason())));
    }
    plan.warnings().forEach(one -> text.append("- ! ").append(escaped(one)).append('\n'));
    text.append("\n| component | fixed | by usage | $ a month |\n|---|--:|--:|--:|\n");
    for (Captured concern : plan.concerns()) {
      row(text, concern.name(), plan.costsOf(concern));
    }
    row(text, "**total**", plan.costs());
    fold(
        text,
        plan.inventory().inAws().size() + " resources",
        "```\n" + ResourceTree.of(plan, false) + "```\n");
    fold(text, "How it adds up", "```\n" + CostTables.lines(plan, false) + "```\n");
    StringBuilder assumptions = new StringBuilder();
    plan.costs()
        .assumptions()
        .forEach(one -> assumptions.append("- ").append(escaped(one)).append('\n'));
    fold(text, "Assumptions", assumptions.toString());
    return text.toString();
  }

  private static void row(StringBuilder text, String name, Costs costs) {
    text.append(
        "| %s | %s | %s | %s |\n"
            .formatted(
                name, Money.of(costs.fixed()), Money.of(costs.usage()), Money.of(costs.total())));
  }

  private static void fold(StringBuilder text, String title, String body) {
    text.append("\n<details><summary>").append(title).append("</summary>\n\n").append(body);
    text.append("\n</details>\n");
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*");
  }
}
