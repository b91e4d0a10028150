package com.genericcorp.hq.deploy.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Operation;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.deploy.stack.StackEvent;
import com.genericcorp.hq.deploy.stack.StackFailed;
import com.genericcorp.hq.deploy.stack.StackLocked;
import com.genericcorp.hq.deploy.state.StateBackend;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The port by the Automation API, with a stand-in for Pulumi's program: which words it is started
 * with, what is understood of its events, its output and its failures.
 */
class PulumiStacksTest {
  private static final String URN = "urn:pulumi:demo::agenthq::agenthq:x:X$";
  private static final String DATABASE = URN + "aws:rds/instance:Instance::database";
  private static final String SERVICE = URN + "aws:ecs/service:Service::service";

  @TempDir Path folder;
  private PulumiStacks stacks;

  @BeforeEach
  void build() throws IOException {
    Path program = Files.createDirectories(folder.resolve("stacks"));
    Files.copy(
        Repository.find().root().resolve("stacks/Pulumi.yaml"), program.resolve("Pulumi.yaml"));
    stacks =
        new PulumiStacks(
            program,
            new StateBackend("s3://agenthq-state-111122223333?region=us-east-1", "us-east-1"),
            Map.of(
                "PULUMI_STAND_IN", folder.toString(),
                "PULUMI_STAND_IN_JAVA",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "PULUMI_STAND_IN_CLASSES", System.getProperty("java.class.path")),
            Clock.fixed(Instant.parse("2026-11-24T12:00:00Z"), ZoneOffset.UTC));
    answer("stack-history.out", "[]");
  }

  private void answer(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private List<String> words() throws IOException {
    return Files.readAllLines(folder.resolve("words"));
  }

  private static String step(String event, String operation, String urn, String more) {
    return "{\"%s\":{\"metadata\":{\"op\":\"%s\",\"urn\":\"%s\",\"type\":\"t\"%s}}}\n"
        .formatted(event, operation, urn, more);
  }

  private static final String END =
      "{\"summaryEvent\":{\"maybeCorrupt\":false,\"durationSeconds\":3,\"resourceChanges\":{\"same\":1}}}\n"
          + "{\"cancelEvent\":{}}\n";

  private Stack demo() {
    return stacks.find("demo").orElseThrow();
  }

  @Test
  void aStackIsFoundInItsBackendOrNot() throws IOException {
    assertThat(demo().name()).isEqualTo("demo");
    assertThat(Files.readString(folder.resolve("backend")))
        .isEqualTo("s3://agenthq-state-111122223333?region=us-east-1\n");
    answer("stack-select.err", "error: no stack named 'demo' found\n");
    answer("stack-select.code", "255");
    assertThat(stacks.find("demo")).isEmpty();
    stacks.create("demo");
    assertThat(words())
        .anyMatch(
            line ->
                line.startsWith(
                    "stack init demo --secrets-provider"
                        + " awskms://alias/agenthq-state?region=us-east-1"));
  }

  @Test
  void aPreviewSaysWhatWouldChange() throws IOException {
    answer(
        "preview.events",
        step("resourcePreEvent", "same", SERVICE, "")
            + step("resourcePreEvent", "create", "urn:pulumi:demo::agenthq::agenthq:x:X::x", "")
            + step("resourcePreEvent", "create-replacement", DATABASE, "")
            + step(
                "resourcePreEvent",
                "replace",
                DATABASE,
                ",\"detailedDiff\":{\"engineVersion\":{\"diffKind\":\"update-replace\",\"inputDiff\":true}}")
            + END);
    Changes changes = demo().preview();
    assertThat(changes.all())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.operation()).isEqualTo(Operation.REPLACE);
              assertThat(one.properties()).containsExactly("engineVersion");
              assertThat(one.losesData()).isTrue();
            });
  }

  @Test
  void anUpdateTellsOfEachResourceAndFailsWithAwsOwnWords() throws IOException {
    answer(
        "up.events",
        step("resourcePreEvent", "create", SERVICE, "")
            + step("resOutputsEvent", "create", SERVICE, "")
            + step("resourcePreEvent", "create", DATABASE, "")
            + "{\"diagnosticEvent\":{\"urn\":\""
            + DATABASE
            + "\",\"severity\":\"error\",\"message\":\"<{%fg 1%}>error: <{%reset%}>creating RDS:\\n"
            + " StorageQuotaExceeded\"}}\n"
            + step("resOpFailedEvent", "create", DATABASE, "")
            + END);
    answer("up.err", "error: update failed\n");
    answer("up.code", "255");
    List<StackEvent> seen = new ArrayList<>();
    Stack stack = demo();
    StackFailed failed = catchThrowableOfType(StackFailed.class, () -> stack.up("why", seen::add));
    assertThat(failed).hasMessage("rds Instance 'database': creating RDS: StorageQuotaExceeded");
    assertThat(seen)
        .extracting(one -> one.getClass().getSimpleName() + " " + one.urn().name())
        .containsExactly("Begun service", "Ended service", "Begun database", "Failure database");
    assertThat(words()).anyMatch(line -> line.startsWith("up --yes --skip-preview --message why"));
  }

  @Test
  void aLockNamesItsHolder() throws IOException {
    answer(
        "up.err",
        """
        error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.
          s3://b/.pulumi/locks/organization/agenthq/demo/1.json: created by ada@laptop (pid 4711) at 2026-11-24T10:00:00Z
        """);
    answer("up.code", "255");
    Stack stack = demo();
    assertThatThrownBy(() -> stack.up("why", event -> {}))
        .isInstanceOf(StackLocked.class)
        .hasMessageContaining(
            "ada@laptop (process 4711), since 2026-11-24T10:00:00Z, 2 h 0 min ago")
        .hasMessageContaining("scripts/hq unlock demo");
  }

  @Test
  void driftIsWhatTheRefreshFindsAndNothingIsWritten() throws IOException {
    answer(
        "stack-export.out",
        "{\"version\":3,\"deployment\":{\"resources\":[{\"urn\":\"" + SERVICE + "\"}]}}");
    answer(
        "stack-history.out",
        "[{\"kind\":\"refresh\",\"startTime\":\"2026-11-24T10:00:00.000Z\",\"result\":\"succeeded\",\"config\":{}}]");
    answer(
        "refresh.events",
        step("resourcePreEvent", "refresh", SERVICE, "")
            + step(
                "resOutputsEvent",
                "update",
                SERVICE,
                ",\"old\":{\"outputs\":{\"desiredCount\":1,\"name\":\"s\"}},\"new\":{\"outputs\":{\"desiredCount\":0,\"name\":\"s\"}}")
            + step("resOutputsEvent", "delete", DATABASE, "")
            + END);
    Changes drift = demo().drift();
    assertThat(drift.all())
        .extracting(one -> one.shown())
        .containsExactly("~ ecs Service 'service': desiredCount", "- rds Instance 'database'");
    assertThat(words())
        .filteredOn(line -> line.startsWith("refresh "))
        .singleElement()
        .satisfies(line -> assertThat(line).contains("--preview-only").contains("--stack demo"));
  }

  @Test
  void stateAndHistoryAreReadWithoutOpeningSecrets() throws IOException {
    answer(
        "stack-export.out",
        "{\"deployment\":{\"resources\":[{\"urn\":\""
            + URN
            + "aws:ecs/taskDefinition:TaskDefinition::service\",\"protect\":true,\"outputs\":{\"arn\":\"arn:7\"}}],"
            + "\"pending_operations\":[{\"type\":\"creating\",\"resource\":{\"urn\":\""
            + DATABASE
            + "\"}}]}}");
    answer(
        "stack-history.out",
        "[{\"kind\":\"update\",\"version\":4,\"startTime\":\"2026-11-24T10:00:00.000Z\",\"result\":\"succeeded\","
            + "\"config\":{\"agenthq:serverDigest\":{\"value\":\"sha256:x\",\"secret\":false}}}]");
    Stack stack = demo();
    assertThat(stack.state().serverTask()).contains("arn:7");
    assertThat(stack.state().pending()).containsExactly("creating rds Instance 'database'");
    assertThat(stack.history())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.update() && one.succeeded()).isTrue();
              assertThat(one.config()).containsEntry("agenthq:serverDigest", "sha256:x");
            });
    stack.cancel();
    assertThat(words()).noneMatch(line -> line.contains("--show-secrets"));
    assertThat(words()).anyMatch(line -> line.startsWith("cancel --stack demo --yes"));
  }

  @Test
  void everyCommandNamesItsStackWhateverIsSelectedMeanwhile() throws IOException {
    for (String command : List.of("preview", "up", "destroy")) {
      answer(command + ".events", END);
    }
    answer(
        "stack-history.out",
        "[{\"kind\":\"update\",\"startTime\":\"2026-11-24T10:00:00.000Z\",\"result\":\"succeeded\",\"config\":{}}]");
    Stack stack = demo();
    stack.preview();
    stack.up("why", event -> {});
    stack.destroy(event -> {});
    stack.history();
    assertThat(words())
        .filteredOn(line -> line.matches("(preview|up|destroy|stack history) .*"))
        .hasSizeGreaterThan(3)
        .allMatch(line -> line.contains("--stack demo"));
  }
}
