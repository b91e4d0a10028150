package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;

class TargetsHealthyTest {
  @Test
  void asManyAsTheFewestInAllTheirZonesAreWell() {
    Result one = judged(1, 2, target("us-east-1b", "healthy"));
    assertThat(one.ok()).isTrue();
    assertThat(one.seen()).isEqualTo("1 of 1: {us-east-1b=1}");
    assertThat(
            judged(
                    2,
                    2,
                    target("us-east-1a", "healthy"),
                    target("us-east-1b", "healthy"),
                    target("us-east-1b", "initial"),
                    target("us-east-1a", "draining"))
                .ok())
        .isTrue();
  }

  @Test
  void aZoneWithoutAHealthyTargetIsAFault() {
    Result result =
        judged(
            3,
            3,
            target("us-east-1a", "healthy"),
            target("us-east-1b", "healthy"),
            target("us-east-1b", "healthy"));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen()).isEqualTo("they are in [us-east-1a, us-east-1b]; expected 3 zones");
  }

  @Test
  void anUnhealthyTargetAndTooFewAreFaults() {
    Result result =
        judged(2, 2, target("us-east-1a", "healthy"), target("us-east-1b", "unhealthy"));
    assertThat(result.ok()).isFalse();
    assertThat(result.seen())
        .isEqualTo("10.0.0.1 is unhealthy: said why; 1 of 2 are healthy; the fewest are 2");
    assertThat(judged(1, 2).seen()).isEqualTo("0 of 0 are healthy; the fewest are 1");
  }

  private static TargetHealthDescription target(String zone, String state) {
    return TargetHealthDescription.builder()
        .target(target -> target.id("10.0.0.1").availabilityZone(zone))
        .targetHealth(health -> health.state(state).description("said why"))
        .build();
  }

  private static Result judged(int fewest, int zones, TargetHealthDescription... targets) {
    return Judged.of(notes -> TargetsHealthy.judge(List.of(targets), fewest, zones, notes));
  }
}
