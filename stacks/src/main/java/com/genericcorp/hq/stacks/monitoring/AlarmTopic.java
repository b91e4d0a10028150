package com.genericcorp.hq.stacks.monitoring;

import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Severity;
import com.genericcorp.hq.stacks.iam.Policy;
import com.pulumi.aws.sns.Topic;
import com.pulumi.aws.sns.TopicArgs;
import com.pulumi.aws.sns.TopicPolicy;
import com.pulumi.aws.sns.TopicPolicyArgs;
import com.pulumi.aws.sns.TopicSubscription;
import com.pulumi.aws.sns.TopicSubscriptionArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Whom alarms tell: a topic for what wakes somebody up and one for what waits, so that each can be
 * led elsewhere. The environment's address is subscribed to both, and must confirm it by mail.
 */
public final class AlarmTopic extends ComponentResource {
  private final Map<Severity, Output<String>> topics = new EnumMap<>(Severity.class);

  public AlarmTopic(String name, Environment environment, ComponentResourceOptions options) {
    super("agenthq:monitoring:AlarmTopic", name, options);
    CustomResourceOptions child = CustomResourceOptions.builder().parent(this).build();
    Aws aws = environment.aws().orElseThrow();
    for (Severity severity : Severity.values()) {
      String word = severity.name().toLowerCase(Locale.ROOT);
      Topic topic =
          new Topic(
              name + "-" + word,
              TopicArgs.builder().name("agenthq-" + environment.name() + "-" + word).build(),
              child);
      Map<String, Object> own = Map.of("StringEquals", Map.of("aws:SourceAccount", aws.account()));
      Policy publish = new Policy();
      for (String service : List.of("cloudwatch.amazonaws.com", "budgets.amazonaws.com")) {
        publish.allowService(service, own, List.of("sns:Publish"), List.of(topic.arn()));
      }
      if (severity == JobFailures.SEVERITY) {
        // EventBridge sends no source: its guide rules out conditions in a topic's policy. So rules
        // of other accounts that know the topic's ARN may write to it, too: it takes warnings
        // alone.
        publish.allowService(
            "events.amazonaws.com", Map.of(), List.of("sns:Publish"), List.of(topic.arn()));
      }
      TopicPolicy policy =
          new TopicPolicy(
              name + "-" + word,
              TopicPolicyArgs.builder().arn(topic.arn()).policy(publish.document()).build(),
              child);
      new TopicSubscription(
          name + "-" + word,
          TopicSubscriptionArgs.builder()
              .topic(topic.arn())
              .protocol("email")
              .endpoint(aws.alertEmail())
              .build(),
          child);
      topics.put(severity, Output.tuple(topic.arn(), policy.id()).applyValue(both -> both.t1));
    }
    registerOutputs(Map.of());
  }

  /** The topic of a severity, once those who tell may: AWS tries a budget's. */
  public Output<String> arn(Severity severity) {
    return Objects.requireNonNull(topics.get(severity));
  }
}
