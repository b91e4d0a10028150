package com.genericcorp.hq.plan.report;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.policies.Policies;
import com.genericcorp.hq.plan.policies.Review;
import com.genericcorp.hq.plan.policies.Scene;
import com.genericcorp.hq.plan.prices.CostLine;
import com.genericcorp.hq.plan.prices.Costs;
import com.genericcorp.hq.plan.prices.Price;
import com.genericcorp.hq.plan.prices.PriceAges;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.genericcorp.hq.plan.prices.PriceRules;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What an environment would be: what there is, what it costs a month, which policies it keeps.
 *
 * @param ages of the prices that it goes by
 */
public record Plan(
    Environment environment, Inventory inventory, Costs costs, Review review, PriceAges ages) {

  /** Works everything out. */
  public static Plan of(
      Environment environment, Inventory inventory, PriceBook book, LocalDate today) {
    Costs costs = PriceRules.of(environment, inventory, book);
    Review review = Review.of(new Scene(environment, inventory), Policies.ALL, today);
    List<Price> used = costs.lines().stream().map(CostLine::price).distinct().toList();
    return new Plan(environment, inventory, costs, review, PriceAges.of(used, today));
  }

  /** US dollars a month that it may cost. */
  public int budget() {
    return environment.budget().orElseThrow().maxUsd();
  }

  public boolean isOverBudget() {
    return costs.total().compareTo(BigDecimal.valueOf(budget())) > 0;
  }

  /** Why it does not pass, beside broken policies; a sentence each. */
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    if (isOverBudget()) {
      problems.add(
          "it would cost $%s a month more than its budget of $%,d"
              .formatted(Money.of(costs.total().subtract(BigDecimal.valueOf(budget()))), budget()));
    }
    ages.problem().ifPresent(problems::add);
    return problems;
  }

  /** What should be looked at although it passes. */
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    int least = environment.budget().orElseThrow().minUsd();
    if (costs.total().compareTo(BigDecimal.valueOf(least)) < 0) {
      warnings.add(
          "it would cost less than budget.minUsd, $%,d: is something missing?".formatted(least));
    }
    review
        .unused()
        .forEach(
            one ->
                warnings.add(
                    "the waiver of %s for '%s' is needed by nothing: delete it"
                        .formatted(one.policy(), one.resource())));
    ages.warning().ifPresent(warnings::add);
    return warnings;
  }

  public boolean passed() {
    return problems().isEmpty() && review.broken().isEmpty();
  }

  /** The components at the top, in the program's order, as far as something in AWS is in them. */
  public List<Captured> concerns() {
    Set<Captured> concerns =
        inventory.inAws().stream()
            .flatMap(one -> inventory.concernOf(one).stream())
            .collect(Collectors.toSet());
    return inventory.resources().stream().filter(concerns::contains).toList();
  }

  /** What of a component is in AWS. */
  public List<Captured> partsOf(Captured concern) {
    return inventory.inAws().stream()
        .filter(one -> inventory.concernOf(one).filter(concern::equals).isPresent())
        .toList();
  }

  /** The lines of a component's bill. */
  public Costs costsOf(Captured concern) {
    Set<String> urns = partsOf(concern).stream().map(Captured::urn).collect(Collectors.toSet());
    return new Costs(
        costs.lines().stream().filter(line -> urns.contains(line.urn())).toList(), List.of());
  }
}
