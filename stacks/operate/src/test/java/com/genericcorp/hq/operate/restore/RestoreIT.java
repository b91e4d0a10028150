package com.genericcorp.hq.operate.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.operate.Container;
import com.genericcorp.hq.operate.DemoAtMoto;
import com.genericcorp.hq.operate.FargateBeforeMoto;
import com.genericcorp.hq.operate.StandInPulumi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** The demo's database brought back at moto, killed after every call that changes something. */
class RestoreIT {
  private static final String TENANTS = "[{\"slug\":\"acme\"},{\"slug\":\"globex\"}]";
  private static final Set<String> CHANGES =
      Set.of(
          "RestoreDBInstanceToPointInTime",
          "AddTagsToResource",
          "RemoveTagsFromResource",
          "ModifyDBInstance",
          "RegisterScalableTarget",
          "UpdateService");

  @TempDir static Path folder;
  private static @Nullable DemoAtMoto demo;
  private static @Nullable StandInPulumi pulumi;
  private static int minute;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeAll
  static void makeDemo() throws Exception {
    pulumi = new StandInPulumi(folder);
    demo = new DemoAtMoto(folder);
  }

  @AfterAll
  static void end() {
    if (demo != null) {
      demo.close();
    }
  }

  @BeforeEach
  void tasks() {
    demo.aws.willRun(Container.printing(TENANTS));
  }

  /** Every restore is of another minute, as its names are made of it. */
  private static RestoreTime next() {
    minute++;
    return RestoreTime.parse("2026-06-01T%02d:%02d:00Z".formatted(minute / 60, minute % 60));
  }

  @Test
  void theRestoredDatabaseTakesThePlaceOfThePresentOneWhichIsKept() throws Exception {
    RestoreTime time = next();
    Restore restore = restore(time);
    Step.runAll(RestoreSteps.BESIDE, restore, Progress.silent());
    assertThat(restore.counts().restored()).isEqualTo("2 organisations: acme, globex");
    assertThat(names()).contains("agenthq-demo", restore.side());
    assertThat(instance(restore.side()).publiclyAccessible()).isFalse();
    assertThat(demo.aws.bodies("RunTask").get(0).toString())
        .contains("{\"name\":\"DATABASE_HOST\",\"value\":\"" + restore.side() + ".");
    assertThat(desired()).as("nobody noticed so far").isEqualTo(1);

    Step.runAll(RestoreSteps.SWITCH, restore, Progress.silent());
    assertDone(restore, time);
    assertThat(pulumi.calls())
        .anyMatch(
            call ->
                call.startsWith("up --yes --skip-preview --stack demo --target urn:pulumi:demo::")
                    && call.contains("--target-dependents"));
    assertThatThrownBy(() -> Step.runAll(RestoreSteps.BESIDE, restore(time), Progress.silent()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("a restore to this minute was finished before");
  }

  @Test
  void killedAfterAnyCallItGoesOnWhereItWas() throws Exception {
    int killed = 0;
    for (int last = 1; ; last++) {
      RestoreTime time = next();
      AtomicInteger changes = new AtomicInteger();
      int at = last;
      demo.aws.willRun(Container.printing(TENANTS));
      demo.aws.killAfter(
          call -> CHANGES.contains(call.operation()) && changes.incrementAndGet() == at);
      boolean ended = true;
      try {
        whole(time);
      } catch (RuntimeException dead) {
        ended = false;
        killed++;
      }
      demo.aws.willRun(Container.printing(TENANTS));
      if (ended) {
        assertThat(changes.get()).isLessThan(at);
        assertDone(restore(time), time);
        break;
      }
      if (names().contains(restore(time).replaced()) && isUnmarked()) {
        // It was dead after its last call: there is nothing left to do, and it says so.
        assertThatThrownBy(() -> whole(time)).hasMessageContaining("was finished before");
      } else {
        whole(time);
      }
      assertDone(restore(time), time);
    }
    assertThat(killed).isGreaterThanOrEqualTo(9);
  }

  @Test
  void whatWasRestoredCanBeAbandonedBeforeTheSwitch() throws Exception {
    RestoreTime time = next();
    Step.runAll(RestoreSteps.BESIDE, restore(time), Progress.silent());
    RestoreTime other = next();
    assertThatThrownBy(() -> Step.runAll(RestoreSteps.BESIDE, restore(other), Progress.silent()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("a restore to another time is under way: " + restore(time).side());
    Step.runAll(RestoreSteps.SWITCH.subList(0, 1), restore(time), Progress.silent());
    assertThat(desired()).isZero();
    assertThat(Abandonment.of(restore(time))).isTrue();
    assertThat(desired()).isEqualTo(1);
    assertThat(names()).doesNotContain(restore(time).side()).contains("agenthq-demo");
    assertThat(Abandonment.of(restore(time))).isFalse();
  }

  @Test
  void aTimeThatRdsHasNotKeptIsRefusedAndNothingIsMade() {
    List<String> before = names();
    for (String time : List.of("2025-12-31T23:59:00Z", "2099-01-01T00:00:00Z")) {
      assertThatThrownBy(
              () ->
                  Step.runAll(
                      RestoreSteps.BESIDE, restore(RestoreTime.parse(time)), Progress.silent()))
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("agenthq-demo can be restored from 2026-01-01T00:00:00Z to ");
    }
    assertThat(names()).isEqualTo(before);
    assertThatThrownBy(() -> RestoreTime.parse("2026-06-01 12:00"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("expected a time with its offset from UTC");
  }

  @Test
  void aDatabaseThatTheServerCannotUseIsNotSwitchedTo() throws Exception {
    RestoreTime time = next();
    demo.aws.willRun(
        (command, variables) -> Container.Ended.with(1, Container.sealed(variables, "")));
    assertThatThrownBy(() -> Step.runAll(RestoreSteps.BESIDE, restore(time), Progress.silent()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the server cannot use " + restore(time).side());
    assertThat(desired()).isEqualTo(1);
    assertThat(Abandonment.of(restore(time))).isTrue();
  }

  private void whole(RestoreTime time) {
    Restore restore = restore(time);
    Step.runAll(RestoreSteps.BESIDE, restore, Progress.silent());
    Step.runAll(RestoreSteps.SWITCH, restore, Progress.silent());
  }

  private static void assertDone(Restore restore, RestoreTime time) throws Exception {
    assertThat(names()).contains("agenthq-demo", restore.replaced()).doesNotContain(restore.side());
    assertThat(instance(restore.replaced()).deletionProtection()).isTrue();
    DBInstance now = instance("agenthq-demo");
    assertThat(Instances.tags(now)).doesNotContainKeys(Marks.TO, Marks.TASKS);
    assertThat(now.deletionProtection()).isFalse();
    assertThat(now.masterUserSecret().secretArn()).isNotEmpty();
    assertThat(pulumi.database().path("id").asText())
        .isEqualTo(FargateBeforeMoto.restoredId(time.toString()));
    assertThat(desired()).isEqualTo(1);
  }

  private static boolean isUnmarked() {
    return names().contains("agenthq-demo")
        && !Instances.tags(instance("agenthq-demo")).containsKey(Marks.TO);
  }

  private static int desired() {
    return demo.behind
        .client(EcsClient.builder())
        .describeServices(request -> request.cluster("agenthq-demo").services("server"))
        .services()
        .get(0)
        .desiredCount();
  }

  private static DBInstance instance(String name) {
    return demo.behind
        .client(RdsClient.builder())
        .describeDBInstances(request -> request.dbInstanceIdentifier(name))
        .dbInstances()
        .get(0);
  }

  private static List<String> names() {
    return demo.behind.client(RdsClient.builder()).describeDBInstances().dbInstances().stream()
        .map(DBInstance::dbInstanceIdentifier)
        .toList();
  }

  private Restore restore(RestoreTime time) {
    return new Restore(
        demo.environment,
        time,
        demo.account,
        pulumi.program(),
        DemoAtMoto.STACK,
        DemoAtMoto.PATIENCE,
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }
}
