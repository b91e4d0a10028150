package com.genericcorp.hq.plan.report;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.prices.CostLine;
import com.genericcorp.hq.plan.prices.Costs;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What a plan costs: by component, and line by line so that it can be worked out again. */
final class CostTables {
  /** Smaller lines are added up, unless all are asked for. */
  private static final BigDecimal SMALL = BigDecimal.ONE;

  private CostTables() {}

  static String byConcern(Plan plan) {
    Columns table = new Columns(0, "COST BY COMPONENT", ">FIXED", ">BY USAGE", ">$ A MONTH");
    for (Captured concern : plan.concerns()) {
      Costs costs = plan.costsOf(concern);
      if (costs.total().signum() > 0) {
        row(table, concern.name(), costs);
      }
    }
    row(table, "total", plan.costs());
    return table.toString();
  }

  private static void row(Columns table, String name, Costs costs) {
    table.row(name, Money.of(costs.fixed()), Money.of(costs.usage()), Money.of(costs.total()));
  }

  static String lines(Plan plan, boolean all) {
    Columns table = new Columns(1, "HOW IT ADDS UP", "(~ follows the use)", ">$ A MONTH");
    List<CostLine> small = new ArrayList<>();
    for (Captured one : plan.inventory().inAws()) {
      List<CostLine> shown = new ArrayList<>();
      for (CostLine line : plan.costs().lines()) {
        if (line.urn().equals(one.urn())) {
          (all || line.usd().compareTo(SMALL) >= 0 ? shown : small).add(line);
        }
      }
      if (!shown.isEmpty()) {
        table.span(one.name() + " (" + ResourceTree.shortened(one.kind()) + ")", "");
      }
      shown.forEach(
          line ->
              table.row(
                  "  " + line.what(),
                  (line.usage() ? "~ " : "  ") + line.arithmetic(),
                  Money.of(line.usd())));
    }
    if (!small.isEmpty()) {
      table.span(
          "and " + small.size() + " lines below $" + SMALL + " each: see --all",
          Money.of(new Costs(small, List.of()).total()));
    }
    return table.toString();
  }
}
