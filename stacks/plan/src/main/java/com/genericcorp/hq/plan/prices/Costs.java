package com.genericcorp.hq.plan.prices;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/**
 * A month's bill.
 *
 * @param assumptions what the lines suppose, a sentence each
 */
public record Costs(List<CostLine> lines, List<String> assumptions) {
  public Costs {
    lines = List.copyOf(lines);
    assumptions = List.copyOf(assumptions);
  }

  public BigDecimal total() {
    return sum(line -> true);
  }

  /** What is there costs, used or not. */
  public BigDecimal fixed() {
    return sum(line -> !line.usage());
  }

  /** What is used costs. */
  public BigDecimal usage() {
    return sum(CostLine::usage);
  }

  /** The sum of some lines. */
  public BigDecimal sum(Predicate<CostLine> which) {
    return lines.stream()
        .filter(which)
        .map(CostLine::usd)
        .reduce(new BigDecimal("0.00"), BigDecimal::add);
  }

  /** What a resource costs. */
  public BigDecimal of(String urn) {
    return sum(line -> line.urn().equals(urn));
  }
}
