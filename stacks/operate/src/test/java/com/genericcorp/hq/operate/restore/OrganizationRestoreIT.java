package com.genericcorp.hq.operate.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.operate.Container;
import com.genericcorp.hq.operate.DemoAtMoto;
import com.genericcorp.hq.operate.StandInPulumi;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** One organisation out of the demo's database at moto, killed after every call that changes. */
class OrganizationRestoreIT {
  private static final Set<String> CHANGES =
      Set.of("RestoreDBInstanceToPointInTime", "RunTask", "ModifyDBInstance", "DeleteDBInstance");

  @TempDir static Path folder;
  private static @Nullable DemoAtMoto demo;
  private static @Nullable StandInPulumi pulumi;
  private static int minute;

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What the present database has, as the commands change it. */
  private final Set<String> organizations = new TreeSet<>();

  private final List<String> commands = new ArrayList<>();

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
    organizations.addAll(List.of("acme", "globex"));
    demo.aws.willRun(this::server);
  }

  /** The server's image as far as a restore asks it. */
  private Container.Ended server(List<String> words, Map<String, String> variables)
      throws Exception {
    String host = variables.getOrDefault("DATABASE_HOST", "");
    commands.add((host.isEmpty() ? "" : "side: ") + String.join(" ", words));
    String said =
        switch (words.get(words.size() > 1 ? 1 : 0)) {
          case "list" ->
              organizations.stream()
                  .map(slug -> "{\"slug\":\"" + slug + "\"}")
                  .collect(Collectors.joining(",", "[", "]"));
          case "export" -> "{\"place\":\"s3://e/acme.zip\",\"sha256\":\"5a\",\"rows\":7}";
          default -> "";
        };
    if (words.contains("--as") && !organizations.add(words.get(words.indexOf("--as") + 1))) {
      return Container.Ended.with(2, Container.sealed(variables, ""));
    }
    return Container.Ended.with(0, Container.sealed(variables, said));
  }

  private static RestoreTime next() {
    minute++;
    return RestoreTime.parse("2026-06-02T%02d:%02d:00Z".formatted(minute / 60, minute % 60));
  }

  @Test
  void itStandsBesideTheLivingOneUnderAnotherName() throws Exception {
    RestoreTime time = next();
    run(time, beside(time));
    String as = "acme-" + time.stamp();
    assertThat(organizations).containsExactly("acme", as, "globex");
    assertThat(commands)
        .containsExactly(
            "tenants list --json",
            "side: migrate",
            "side: tenants export acme --json",
            "tenants list --json",
            "tenants restore s3://e/acme.zip --sha256 5a --as " + as);
    assertThat(names()).containsExactly("agenthq-demo");
    assertThatThrownBy(() -> run(time, beside(time)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is an organisation '" + as + "' already");
    assertThat(names()).containsExactly("agenthq-demo");
  }

  @Test
  void itTakesTheLivingOnesPlaceOnceThatIsSuspendedAndExported() throws Exception {
    RestoreTime time = next();
    run(time, Organization.asked("acme", null, true, time));
    assertThat(commands.subList(3, commands.size()))
        .containsExactly(
            "tenants suspend acme --reason restore to " + time,
            "tenants export acme",
            "tenants restore s3://e/acme.zip --sha256 5a --in-place",
            "tenants resume acme");
    assertThatThrownBy(
            () ->
                run(
                    next(),
                    Organization.asked(
                        "nobody", null, true, RestoreTime.parse("2026-06-03T00:00:00Z"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no organisation 'nobody'");
    assertThat(names()).containsExactly("agenthq-demo");
  }

  @Test
  void killedAfterAnyCallItGoesOnWhereItWas() throws Exception {
    int killed = 0;
    for (int last = 1; ; last++) {
      RestoreTime time = next();
      AtomicInteger changes = new AtomicInteger();
      int at = last;
      demo.aws.willRun(this::server);
      demo.aws.killAfter(
          call -> CHANGES.contains(call.operation()) && changes.incrementAndGet() == at);
      boolean ended = true;
      try {
        run(time, beside(time));
      } catch (RuntimeException dead) {
        ended = false;
        killed++;
      }
      demo.aws.willRun(this::server);
      if (!ended && names().size() > 1) {
        run(time, beside(time));
      } else if (!ended && !organizations.contains("acme-" + time.stamp())) {
        // Before there was anything.
        run(time, beside(time));
      }
      assertThat(organizations).contains("acme-" + time.stamp());
      assertThat(names()).containsExactly("agenthq-demo");
      if (ended) {
        break;
      }
    }
    assertThat(killed).isGreaterThanOrEqualTo(7);
  }

  @Test
  void whatWasRestoredForOneIsNotTakenForAll() throws Exception {
    RestoreTime time = next();
    Step.runAll(
        OrganizationSteps.STEPS.subList(0, 5), restore(time).of(beside(time)), Progress.silent());
    assertThatThrownBy(() -> Step.runAll(RestoreSteps.BESIDE, restore(time), Progress.silent()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("was restored for the organisation acme as acme-");
    assertThat(Abandonment.of(restore(time))).isTrue();
  }

  @Test
  void whatThatTimeDidNotKnowIsSaidAndNothingIsChanged() throws Exception {
    RestoreTime time = next();
    demo.aws.willRun(
        (words, variables) ->
            words.contains("export")
                ? Container.Ended.with(2, Container.sealed(variables, ""))
                : server(words, variables));
    assertThatThrownBy(() -> run(time, beside(time)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'tenants export acme --json' ended with 2");
    assertThat(organizations).containsExactly("acme", "globex");
    assertThat(Abandonment.of(restore(time))).isTrue();
  }

  private static Organization beside(RestoreTime time) {
    return Organization.asked("acme", null, false, time);
  }

  private void run(RestoreTime time, Organization wanted) {
    Step.runAll(OrganizationSteps.STEPS, restore(time).of(wanted), Progress.silent());
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
