package com.genericcorp.hq.plan;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The command as a user calls it, in a repository of its own. */
class PlanCommandTest {
  @TempDir Path temporary;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Folder folder;

  @BeforeEach
  void copyTheEnvironments() {
    folder = new Folder(temporary);
    System.setProperty(Repository.PROPERTY, temporary.toString());
  }

  @AfterEach
  void forgetTheRepository() {
    System.clearProperty(Repository.PROPERTY);
  }

  @Test
  void aPlanWithinItsBudgetThatBreaksNothingPasses() {
    assertThat(hq("plan", "demo")).isZero();
    assertThat(out.toString())
        .startsWith("demo passes: $")
        .contains("RESOURCES", "COST BY COMPONENT", "HOW IT ADDS UP", "ASSUMPTIONS", "POLICIES")
        .contains("waived until 2027-11-30");
    assertThat(err).hasToString("");
  }

  @Test
  void jsonHasTheShapeThatProgramsRelyOn() throws IOException {
    assertThat(hq("plan", "demo", "--json")).isZero();
    JsonNode plan = Json.mapper().readTree(out.toString());
    assertThat(plan.get("environment").asText()).isEqualTo("demo");
    BigDecimal total = plan.at("/monthlyUsd/total").decimalValue();
    assertThat(total)
        .isEqualByComparingTo(
            plan.at("/monthlyUsd/fixed")
                .decimalValue()
                .add(plan.at("/monthlyUsd/usage").decimalValue()));
    assertThat(plan.get("budgetUsd").intValue()).isEqualTo(80);
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode resource : plan.get("resources")) {
      assertThat(resource.fieldNames()).toIterable().contains("urn", "type", "name", "monthlyUsd");
      sum = sum.add(resource.get("monthlyUsd").decimalValue());
    }
    assertThat(sum).isEqualByComparingTo(total);
    List<String> waived = new ArrayList<>();
    for (JsonNode policy : plan.get("policies")) {
      assertThat(policy.fieldNames())
          .toIterable()
          .contains("id", "resource", "ok", "waivedUntil", "reason");
      if (!policy.get("ok").booleanValue()) {
        waived.add(policy.get("id").asText() + " " + policy.get("waivedUntil").asText());
      }
    }
    assertThat(waived)
        .contains("AWS_333 2027-11-30", "HQ_15 2027-12-31")
        .allMatch(one -> one.matches("(AWS_333|HQ_15) .*"));
    assertThat(plan.get("passed").booleanValue()).isTrue();
  }

  @Test
  void overBudgetEndsWithOne() {
    folder.replace("demo.yaml", "maxUsd: 80", "maxUsd: 40");
    assertThat(hq("plan", "demo")).isEqualTo(1);
    assertThat(out.toString())
        .startsWith("demo does not pass: $")
        .contains("a month more than its budget of $40");
  }

  @Test
  void aBrokenRuleEndsWithOneAndSaysTheRemedy() {
    folder.replace("production.yaml", "rds: { multiAz: true }", "rds: { multiAz: false }");
    assertThat(hq("plan", "production", "--markdown")).isEqualTo(1);
    assertThat(out.toString())
        .contains("**does not pass**")
        .contains("**AWS_157** `database`: it has no standby")
        .contains("Remedy: set database.rds.multiAz in the environment's file");
  }

  @Test
  void anotherSizeCanBePlannedAndComparedWithWhatTheFileNames() throws Exception {
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "one");
    assertThat(hq("plan", "production", "--size", "growth", "--against", "HEAD")).isZero();
    assertThat(out.toString())
        .contains("production (size growth, 100 organisations) passes")
        .contains("Against production of HEAD, by today's program:")
        .contains("instanceClass: db.t4g.medium → db.r7g.large")
        .contains("+ NatGateway network-nat-b");

    out.getBuffer().setLength(0);
    assertThat(hq("plan", "demo", "--against", "HEAD")).isZero();
    assertThat(out.toString())
        .contains("Against demo of HEAD, by today's program: nothing changes.");
  }

  @Test
  void aRevisionThatTodaysProgramCannotReadIsSaidAndThePlanIsMadeAllTheSame() throws Exception {
    folder.replace("demo.yaml", "natGateways: 0", "gateways: 0");
    git("init", "--quiet");
    git("add", ".");
    git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "--quiet", "-m", "one");
    folder.replace("demo.yaml", "gateways: 0", "natGateways: 0");
    assertThat(hq("plan", "demo", "--against", "HEAD")).isZero();
    assertThat(err.toString())
        .startsWith("hq: the environments' files of HEAD do not fit today's program, and nothing")
        .contains("there is no key 'gateways'");
    assertThat(out.toString()).startsWith("demo passes").doesNotContain("Against");
  }

  @Test
  void anotherEnvironmentCanBeComparedWith() throws IOException {
    assertThat(hq("plan", "demo", "--against", "production", "--json")).isZero();
    JsonNode against = Json.mapper().readTree(out.toString()).get("against");
    assertThat(against.get("what").asText()).isEqualTo("production");
    assertThat(against.get("changeUsd").decimalValue()).isNegative();
    assertThat(against.get("changes").findValuesAsText("change"))
        .contains("added", "removed", "changed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "maxUsd: 80              | maxUsd: 0                | environments/demo.yaml:\\d+: budget.maxUsd is 0; allowed: 1 to 1000000",
        "zone: demo.genericcorp.com | zone: example.org     | environments/demo.yaml:\\d+: aws.zone is 'example.org', in which hosts.publicHost .*",
        "replicas: { min: 1, planned: 1, max: 2 } | memoryMb: 3000 | environments/demo.yaml:\\d+: server.memoryMb is 3000; with 0.5 vCPU Fargate has .*",
      })
  void faultyDescriptionsAreRefusedByFileAndLine(String from, String to, String message) {
    folder.replace("demo.yaml", from, to);
    assertThat(hq("plan", "demo")).isEqualTo(2);
    assertThat(err.toString().strip()).matches("hq: " + message);
    assertThat(out).hasToString("");
  }

  @Test
  void anImageWithoutADigestIsRefusedByFileAndLine() {
    folder.write("stacks/Pulumi.demo.yaml", "config:\n  agenthq:serverDigest: latest\n");
    assertThat(hq("plan", "demo")).isEqualTo(2);
    assertThat(err.toString())
        .startsWith(
            "hq: stacks/Pulumi.demo.yaml:2: agenthq:serverDigest is 'latest'; expected a digest,"
                + " sha256: and 64");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plan                            | An environment is missing, such as 'demo' (or 'prices').",
        "plan dmo                        | there is no environment 'dmo'; known: demo,",
        "plan local                      | environment local runs on platform embedded; stacks are for platform aws",
        "plan demo --size launch         | environment demo has no sizes; leave the size out",
        "plan production --size huge     | there is no size 'huge'; known: launch, growth, planned",
        "plan demo --against nowhere     | 'nowhere' is neither an environment nor a revision that Git knows",
        "plan demo --against --upload    | ",
        "plan demo --json --markdown     | mutually exclusive",
      })
  void wrongWordsEndWithTwoAndASentence(String words, String message) {
    assertThat(hq(words.split(" "))).isEqualTo(2);
    assertThat(err.toString()).contains(message == null ? "" : message).doesNotContain("\tat ");
  }

  @Test
  void pricesAreListedWithTheirAge() throws IOException {
    assertThat(hq("plan", "prices")).isZero();
    assertThat(out.toString()).contains("nat.hour", "us-east-1", "[1] ", "warns after 120 days");
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
    out.getBuffer().setLength(0);
    assertThat(hq("plan", "prices", "--json")).isZero();
    assertThat(Json.mapper().readTree(out.toString()).get(0).get("unit").asText())
        .isEqualTo("vCPU-hour");
  }

  private void git(String... words) throws Exception {
    List<String> command = new ArrayList<>(List.of("git", "-C", temporary.toString()));
    command.addAll(List.of(words));
    assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
  }

  private int hq(String... arguments) {
    CommandLine commandLine = Hq.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return CommandRunner.run(commandLine, arguments);
  }
}
