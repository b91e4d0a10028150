package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import com.genericcorp.hq.cli.Failed;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.services.budgets.model.Budget;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Target;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether somebody would be told. */
final class MonitoringChecks {
  static final List<AwsCheck> ALL =
      List.of(
          new AwsCheck(
              "alarms",
              "each tells a topic that the environment's address is subscribed to, or an alarm of"
                  + " alarms does",
              MonitoringChecks::alarms),
          new AwsCheck(
              "job-failures",
              "a rule that is switched on tells a topic that the environment's address is"
                  + " subscribed to",
              MonitoringChecks::jobFailures),
          new AwsCheck("log-groups", "kept as many days as described", MonitoringChecks::logs),
          new AwsCheck("dashboards", "there", MonitoringChecks::dashboards),
          new AwsCheck("budget", "of what the environment may cost", MonitoringChecks::budget));

  private MonitoringChecks() {}

  private static void alarms(Seen seen, Notes notes) {
    judge(AlarmNow.names(seen), AlarmNow.of(seen), heard(seen), AlarmNow.hasComposite(seen), notes);
  }

  /** The topics that the environment's address is subscribed to. */
  private static Set<String> heard(Seen seen) {
    String address = seen.aws().alertEmail();
    Set<String> heard = new TreeSet<>();
    for (Subscription one : seen.sns().listSubscriptionsPaginator().subscriptions()) {
      if (address.equals(one.endpoint())) {
        heard.add(one.topicArn());
      }
    }
    return heard;
  }

  /**
   * @param composite whether the stack has an alarm that tells of others
   */
  static void judge(
      List<String> names,
      List<AlarmNow> alarms,
      Set<String> heard,
      boolean composite,
      Notes notes) {
    notes.seen("%d alarms, %d topics", alarms.size(), heard.size());
    notes.require(
        !alarms.isEmpty() && alarms.size() == names.size(),
        "%d of %d are there",
        alarms.size(),
        names.size());
    int elsewhere = 0;
    for (AlarmNow alarm : alarms) {
      if (!alarm.topics().isEmpty()) {
        notes.require(
            heard.containsAll(alarm.topics()),
            "%s tells %s, where nobody listens",
            alarm.name(),
            alarm.topics());
      } else if (composite) {
        notes.require(
            alarms.stream()
                .filter(other -> !other.topics().isEmpty())
                .anyMatch(other -> other.ringsWith(alarm.name())),
            "%s tells nobody, and no composite alarm tells of it",
            alarm.name());
      } else {
        elsewhere++;
      }
    }
    if (elsewhere > 0) {
      notes.seen("%d told by the composite alarm, which is not here", elsewhere);
    }
  }

  private static void jobFailures(Seen seen, Notes notes) {
    String rule = seen.id("aws:cloudwatch/eventRule:EventRule");
    RuleState state = seen.events().describeRule(request -> request.name(rule)).state();
    List<String> told =
        seen.events().listTargetsByRule(request -> request.rule(rule)).targets().stream()
            .map(Target::arn)
            .toList();
    notes.seen("%s: %s", rule, state);
    notes.require(state == RuleState.ENABLED, "%s is %s: it tells nobody", rule, state);
    notes.require(
        !told.isEmpty() && heard(seen).containsAll(told),
        "%s tells %s, where nobody listens",
        rule,
        told);
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
