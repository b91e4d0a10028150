package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sns.model.Subscription;

class AlarmsHeardTest {
  private static final String TOPIC = "arn:aws:sns:us-east-1:111122223333:agenthq-demo-critical";

  @Test
  void aConfirmedSubscriptionHears() {
    Result result = judged(Map.of(TOPIC, List.of(subscription(TOPIC + ":0a1b"))));
    assertThat(result.ok()).isTrue();
    assertThat(result.seen()).isEqualTo("agenthq-demo-critical: 1 confirmed");
  }

  @Test
  void oneThatNobodyConfirmedDoesNot() {
    Result result = judged(Map.of(TOPIC, List.of(subscription("PendingConfirmation"))));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen())
        .isEqualTo(
            "agenthq-demo-critical reaches nobody: sre@genericcorp.com must follow the link in"
                + " SNS's mail");
    assertThat(judged(Map.of(TOPIC, List.of())).seen()).contains("nobody is subscribed");
    assertThat(judged(Map.of()).seen()).isEqualTo("there is no topic");
  }

  @Test
  void aTrialWaitsForNobodysMail() {
    assertThat(
            Judged.of(
                    notes ->
                        AlarmsHeard.judge(
                            Map.of(TOPIC, List.of(subscription("PendingConfirmation"))),
                            true,
                            notes))
                .ok())
        .isTrue();
    assertThat(Judged.of(notes -> AlarmsHeard.judge(Map.of(TOPIC, List.of()), true, notes)).ok())
        .isFalse();
  }

  private static Subscription subscription(String arn) {
    return Subscription.builder().subscriptionArn(arn).endpoint("sre@genericcorp.com").build();
  }

  private static Result judged(Map<String, List<Subscription>> topics) {
    return Judged.of(notes -> AlarmsHeard.judge(topics, false, notes));
  }
}
