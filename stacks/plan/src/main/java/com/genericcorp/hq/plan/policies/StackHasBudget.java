package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Nobody finds out from the bill. */
final class StackHasBudget extends Policy {
  StackHasBudget() {
    super(
        "HQ_20",
        "Every environment has a budget that tells at 50, 80 and 100 %",
        "add a Budget with notifications");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    List<Captured> budgets = scene.inventory().ofType(Types.BUDGET);
    boolean tells =
        budgets.stream()
            .flatMap(budget -> budget.list("notifications").stream())
            .filter(one -> one instanceof Map<?, ?>)
            .map(one -> ((Map<?, ?>) one).get("threshold"))
            .filter(Number.class::isInstance)
            .map(one -> ((Number) one).intValue())
            .collect(Collectors.toSet())
            .containsAll(Set.of(50, 80, 100));
    return List.of(
        new Finding(
            this,
            scene.environment().name(),
            budgets.isEmpty()
                ? Optional.of("there is no budget")
                : unless(tells, "its budgets do not tell at 50, 80 and 100 %")));
  }
}
