package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.model.EnvironmentDiff.Row;
import org.junit.jupiter.api.Test;

class EnvironmentDiffTest {
  private final Environments environments = new Environments(EnvironmentsFolder.REAL);

  @Test
  void everyKeyOfBothIsThereOnceAndInTheDescriptionsOrder() {
    EnvironmentDiff there = diff("local", "production");
    EnvironmentDiff back = diff("production", "local");

    assertThat(there.rows()).extracting(Row::key).doesNotHaveDuplicates();
    assertThat(back.rows())
        .extracting(Row::key)
        .containsExactlyInAnyOrderElementsOf(there.rows().stream().map(Row::key).toList());
    assertThat(there.rows())
        .extracting(Row::key)
        .containsSubsequence(
            "platform",
            "hosts.publicHost",
            "aws.region",
            "server.cpu",
            "database.rds.multiAz",
            "budget.maxUsd",
            "features.beta",
            "sampleOrganizations.acme.tier",
            "retention.logDays");
  }

  @Test
  void aKeyThatOneDoesNotHaveDiffersEvenFromOneAsAgreed() {
    assertThat(diff("local", "demo").differences())
        .contains(new Row("aws.natGateways", null, 0, "-", "0"));
    assertThat(diff("local", "demo").rows())
        .contains(new Row("tiers.enterprise.agents", null, null, "as agreed", "as agreed"));
  }

  @Test
  void anEnvironmentDoesNotDifferFromItself() {
    assertThat(diff("demo", "demo").differences()).isEmpty();
  }

  private EnvironmentDiff diff(String left, String right) {
    return EnvironmentDiff.of(environments.load(left), environments.load(right));
  }
}
