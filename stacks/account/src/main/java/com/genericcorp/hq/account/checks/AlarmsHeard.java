package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.sns.model.Subscription;

/** Whether somebody has said that they want to be told. */
final class AlarmsHeard {
  static final AwsCheck CHECK =
      new AwsCheck(
          "alarms-heard",
          "each of the environment's topics has a subscription that was confirmed",
          (seen, notes) -> {
            // Besides those that alarms tell: budgets and failed jobs have no others.
            Set<String> told = new TreeSet<>(seen.ids("aws:sns/topic:Topic"));
            AlarmNow.of(seen).forEach(alarm -> told.addAll(alarm.topics()));
            Map<String, List<Subscription>> topics = new TreeMap<>();
            for (String topic : told) {
              topics.put(
                  topic,
                  seen
                      .sns()
                      .listSubscriptionsByTopicPaginator(request -> request.topicArn(topic))
                      .subscriptions()
                      .stream()
                      .toList());
            }
            judge(topics, seen.aws().isSandbox(), notes);
          });

  private AlarmsHeard() {}

  /**
   * @param trial a sandbox: it is gone before anybody has followed the link, and nobody would
   */
  static void judge(Map<String, List<Subscription>> topics, boolean trial, Notes notes) {
    notes.require(!topics.isEmpty(), "there is no topic");
    topics.forEach(
        (topic, subscriptions) -> {
          String name = topic.substring(topic.lastIndexOf(':') + 1);
          // Until it is confirmed, a subscription has a word instead of an ARN.
          long confirmed =
              subscriptions.stream()
                  .filter(one -> one.subscriptionArn().startsWith("arn:"))
                  .count();
          notes.seen("%s: %d confirmed", name, confirmed);
          notes.require(
              confirmed > 0 || (trial && !subscriptions.isEmpty()),
              "%s reaches nobody: %s must follow the link in SNS's mail",
              name,
              subscriptions.isEmpty()
                  ? "nobody is subscribed, and somebody"
                  : subscriptions.get(0).endpoint());
        });
  }
}
