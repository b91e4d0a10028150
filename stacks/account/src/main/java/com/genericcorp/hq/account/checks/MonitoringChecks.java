package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.cli.Failed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.budgets.model.Budget;
import software.amazon.awssdk.services.cloudwatch.model.MetricAlarm;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether somebody would be told. */
final class MonitoringChecks {
  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck(
              "alarms",
              "each tells a topic that the environment's address is subscribed to",
              MonitoringChecks::alarms),
          new AwsCheck("log-groups", "kept as many days as described", MonitoringChecks::logs),
          new AwsCheck("dashboards", "there", MonitoringChecks::dashboards),
          new AwsCheck("budget", "of what the environment may cost", MonitoringChecks::budget));

  private MonitoringChecks() {}

  private static void alarms(Seen seen, Notes notes) {
    String address = seen.aws().alertEmail();
    Set<String> heard = new TreeSet<>();
    for (Subscription one : seen.sns().listSubscriptionsPaginator().subscriptions()) {
      if (address.equals(one.endpoint())) {
        heard.add(one.topicArn());
      }
    }
    List<String> names = seen.ids("aws:cloudwatch/metricAlarm:MetricAlarm");
    List<MetricAlarm> alarms =
        seen.cloudWatch().describeAlarms(request -> request.alarmNames(names)).metricAlarms();
    notes.seen("%d alarms, %d topics", alarms.size(), heard.size());
    notes.require(
        !alarms.isEmpty() && alarms.size() == names.size(),
        "%d of %d are there",
        alarms.size(),
        names.size());
    for (MetricAlarm alarm : alarms) {
      notes.require(
          !alarm.alarmActions().isEmpty() && heard.containsAll(alarm.alarmActions()),
          "%s tells %s, where nobody listens",
          alarm.alarmName(),
          alarm.alarmActions());
    }
  }

  private static void logs(Seen seen, Notes notes) {
    int days = seen.environment().retention().logDays();
    Set<String> missing = new TreeSet<>(seen.ids("aws:cloudwatch/logGroup:LogGroup"));
    for (LogGroup group : seen.logs().describeLogGroupsPaginator().logGroups()) {
      if (missing.remove(group.logGroupName())) {
        notes.seen("%s", group.logGroupName());
        notes.require(
            group.retentionInDays() != null && group.retentionInDays() == days,
            "%s keeps lines for %s days; described are %d",
            group.logGroupName(),
            group.retentionInDays(),
            days);
      }
    }
    notes.require(missing.isEmpty(), "there is no %s", missing);
  }

  private static void dashboards(Seen seen, Notes notes) {
    Set<String> names = new TreeSet<>(seen.ids("aws:cloudwatch/dashboard:Dashboard"));
    Set<String> there = new TreeSet<>();
    seen.cloudWatch()
        .listDashboardsPaginator()
        .dashboardEntries()
        .forEach(one -> there.add(one.dashboardName()));
    notes.seen("%s", String.join(", ", there));
    notes.require(!names.isEmpty() && there.containsAll(names), "there are %s", there);
  }

  private static void budget(Seen seen, Notes notes) {
    int limit = seen.environment().budget().orElseThrow().maxUsd();
    List<Budget> budgets = budgets(seen);
    notes.seen("%d of $%d", budgets.size(), limit);
    budgets.forEach(
        one ->
            notes.require(
                one.budgetLimit().amount().intValue() == limit,
                "%s is of $%s",
                one.budgetName(),
                one.budgetLimit().amount()));
  }

  /** The environment's own, among those of the account. */
  static List<Budget> budgets(Seen seen) {
    Set<String> missing = new TreeSet<>();
    seen.resources().of("aws:budgets/budget:Budget").forEach(one -> missing.add(one.text("name")));
    List<Budget> budgets =
        seen
            .budgets()
            .describeBudgetsPaginator(request -> request.accountId(seen.aws().account()))
            .budgets()
            .stream()
            .filter(one -> missing.remove(one.budgetName()))
            .toList();
    if (budgets.isEmpty() || !missing.isEmpty()) {
      throw new Failed("there is no budget %s", missing);
    }
    return budgets;
  }
}
