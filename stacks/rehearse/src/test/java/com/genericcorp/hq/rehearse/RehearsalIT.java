package com.genericcorp.hq.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.Account;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import com.genericcorp.hq.verify.Result;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RehearsalIT {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"demo,", "production,launch", "production,growth", "production,planned"})
  void everyEnvironmentIsMadeCheckedAndLeavesNothing(String name, String size) {
    Environment environment =
        new Environments(Repository.find().environments()).load(name, Optional.ofNullable(size));
    Outcome outcome = rehearse(environment, UnaryOperator.identity());
    assertThat(outcome.report().failed()).isEmpty();
    assertThat(outcome.checks()).hasSizeGreaterThan(30);
    assertThat(outcome.resources()).isGreaterThan(100);
    assertThat(outcome.notRehearsed()).containsKey("aws:cloudwatch/compositeAlarm:CompositeAlarm");
  }

  @Test
  void whatAwsTakesButShouldNotBeIsFoundByTheChecks() {
    Environment environment = new Environments(Repository.find().environments()).load("demo");
    UnaryOperator<Account> way =
        account ->
            alter(
                alter(
                    alter(
                        alter(
                            account,
                            "aws:rds/instance:Instance",
                            "database",
                            Map.of("publiclyAccessible", true, "backupRetentionPeriod", 1.0)),
                        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                        "edge-http",
                        Map.of("fromPort", 22.0, "toPort", 22.0)),
                    "aws:lb/listener:Listener",
                    "edge-https",
                    Map.of("sslPolicy", "ELBSecurityPolicy-2016-08")),
                "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
                "exports",
                Map.of("blockPublicPolicy", false));
    Outcome outcome = rehearse(environment, way);
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.report().failed())
        .extracting(Result::name)
        .containsExactly(
            "network-closed", "https", "database", "database-backups", "buckets-closed");
    assertThat(outcome.report().failed().get(0).seen()).contains("lets everybody in to 22-22");
  }

  private static Account alter(
      Account account, String type, String name, Map<String, Object> other) {
    return new Altered(account, type, name, inputs -> inputs.putAll(other));
  }

  private Outcome rehearse(Environment environment, UnaryOperator<Account> way) {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    try (Rehearsal rehearsal =
        new Rehearsal(environment, program.orElseThrow(), folder.resolve("moto.log"), way)) {
      Step.runAll(RehearsalSteps.ALL, rehearsal, Progress.silent());
      return rehearsal.outcome();
    }
  }
}
