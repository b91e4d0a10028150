package com.genericcorp.hq.stacks.budget;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Severity;
import com.genericcorp.hq.stacks.monitoring.AlarmTopic;
import com.pulumi.aws.budgets.Budget;
import com.pulumi.aws.budgets.BudgetArgs;
import com.pulumi.aws.budgets.inputs.BudgetNotificationArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Tells when a month's cost of the whole account reaches parts of the environment's budget, and
 * when AWS foresees that it will. Of the account and not of a tag: what has no tag costs as well.
 * Two budgets, as one takes five notifications at most and the first two of an account are free.
 */
public final class CostBudget extends ComponentResource {
  private static final List<Integer> PERCENT = List.of(50, 80, 100);

  public CostBudget(
      String name, Environment environment, AlarmTopic topic, ComponentResourceOptions options) {
    super("agenthq:budget:CostBudget", name, options);
    int limit = environment.budget().orElseThrow().maxUsd();
    if (limit == 0) {
      throw new InvalidInput(
          "the budget of %s is $0 a month; set budget.maxUsd in environments/%1$s.yaml to what it may cost",
          environment.name());
    }
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    for (String kind : List.of("actual", "forecasted")) {
      new Budget(
          name + "-" + kind,
          BudgetArgs.builder()
              .name("agenthq-" + environment.name() + "-" + kind)
              .budgetType("COST")
              .timeUnit("MONTHLY")
              .limitAmount(Integer.toString(limit))
              .limitUnit("USD")
              .notifications(
                  PERCENT.stream()
                      .map(percent -> notification(kind, percent, topic.arn(Severity.WARNING)))
                      .toList())
              .build(),
          child);
    }
    registerOutputs(Map.of());
  }

  private static BudgetNotificationArgs notification(
      String kind, int percent, Output<String> topic) {
    return BudgetNotificationArgs.builder()
        .notificationType(kind.toUpperCase(Locale.ROOT))
        .comparisonOperator("GREATER_THAN")
        .threshold((double) percent)
        .thresholdType("PERCENTAGE")
        .subscriberSnsTopicArns(topic.applyValue(List::of))
        .build();
  }
}
