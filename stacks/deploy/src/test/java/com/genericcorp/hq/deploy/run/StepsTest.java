package com.genericcorp.hq.deploy.run;

import static com.genericcorp.hq.deploy.run.Scenery.DIGEST;
import static com.genericcorp.hq.deploy.run.Scenery.OTHER;
import static com.genericcorp.hq.deploy.run.Scenery.change;
import static com.genericcorp.hq.deploy.run.Scenery.urn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.MemoryStacks;
import com.genericcorp.hq.deploy.stack.Operation;
import com.genericcorp.hq.deploy.stack.Resource;
import com.genericcorp.hq.deploy.stack.StackEvent;
import com.genericcorp.hq.deploy.stack.StackFailed;
import com.genericcorp.hq.deploy.stack.StackState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The steps without AWS: what they do to a stack, what they say, what they refuse. */
class StepsTest {
  private static final Change SERVICE =
      change(Operation.UPDATE, "aws:ecs/service:Service", "service", "taskDefinition");
  private static final Change DATABASE =
      change(Operation.REPLACE, "aws:rds/instance:Instance", "database", "engineVersion");

  @TempDir Path folder;
  private Scenery scenery;

  @BeforeEach
  void build() throws IOException {
    scenery = new Scenery(folder);
  }

  private Deployment update(boolean agreed) {
    Deployment deployment = scenery.deployment(agreed);
    deployment.use(DIGEST);
    Step.runAll(
        List.of(
            new PrepareStack(),
            new PreviewChanges(),
            new AskBefore(),
            new UpdateStack(),
            new AwaitRollout(),
            new MigrateOrganizations(),
            new VerifyEnvironment()),
        deployment,
        Progress.silent());
    return deployment;
  }

  @Test
  void anUpdateSetsZoneAndImageKeepsOtherKeysAndIsVerified() throws IOException {
    MemoryStacks.One stack = scenery.stack(SERVICE);
    stack.config.put("aws:endpoints", "kept");
    update(true);
    assertThat(stack.config)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "aws:endpoints", "kept",
                "agenthq:serverDigest", DIGEST,
                "agenthq:zoneId", "Z0123456789ABC"));
    assertThat(stack.calls).containsExactly("preview", "up: hq up: server " + DIGEST);
    assertThat(scenery.said)
        .contains(
            "    1 to update",
            "    ~ ecs Service 'service': taskDefinition",
            "    ~ ecs Service 'service' …",
            "    ✓ ecs Service 'service' changed (0 s)");
    assertThat(scenery.rollouts)
        .containsExactly(
            "agenthq-demo server arn:aws:ecs:us-east-1:111122223333:task-definition/d:7");
    assertThat(scenery.started())
        .containsExactly("tenants migrate --environment demo", "verify demo");
  }

  @Test
  void aStackThatIsNotThereIsMade() {
    MemoryStacks.One stack = scenery.stack();
    stack.state = stack.afterUp;
    update(true);
    assertThat(stack.calls).as("nothing changes: no up").containsExactly("preview");
    assertThat(scenery.rollouts).hasSize(1);
  }

  @Test
  void whoeverSaysNoHasTheFormerConfigurationBack() {
    MemoryStacks.One stack = scenery.stack(SERVICE);
    stack.config.put("agenthq:serverDigest", OTHER);
    scenery.answering("n");
    assertThatThrownBy(() -> update(false))
        .isInstanceOf(Failed.class)
        .hasMessage("nothing was changed, as nobody said yes");
    assertThat(stack.config).containsExactlyEntriesOf(Map.of("agenthq:serverDigest", OTHER));
    assertThat(stack.calls).containsExactly("preview");
    assertThat(scenery.said).contains("1 to update in account 111122223333, us-east-1? [y/N] ");
  }

  @Test
  void aMereYesLosesNoData() {
    MemoryStacks.One stack = scenery.stack(DATABASE);
    stack.config.put("agenthq:serverDigest", OTHER);
    assertThatThrownBy(() -> update(true))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("'scripts/hq up demo --yes --yes-delete demo'");
    assertThat(stack.config).containsExactlyEntriesOf(Map.of("agenthq:serverDigest", OTHER));
    assertThat(stack.calls).containsExactly("preview");
    Deployment meant = scenery.deployment(true);
    meant.use(DIGEST);
    meant.allowDataLoss();
    Step.runAll(
        List.of(new PrepareStack(), new PreviewChanges(), new AskBefore(), new UpdateStack()),
        meant,
        Progress.silent());
    assertThat(stack.calls).contains("up: hq up: server " + DIGEST);
  }

  @Test
  void whereDataWouldBeLostTheNameIsToBeTyped() {
    MemoryStacks.One stack = scenery.stack(DATABASE);
    scenery.answering("y");
    assertThatThrownBy(() -> update(false))
        .hasMessage("nothing was changed, as 'demo' was not typed");
    assertThat(scenery.said)
        .contains("    DATA WOULD BE LOST: ± rds Instance 'database': engineVersion");
    scenery.answering("demo");
    update(false);
    assertThat(stack.calls).contains("up: hq up: server " + DIGEST);
  }

  @Test
  void aFailureNamesTheResourceWhatAwsSaidAndWhatToRun() {
    MemoryStacks.One stack = scenery.stack(SERVICE);
    stack.problem =
        Optional.of(
            new StackFailed(
                List.of(new StackEvent.Failure(DATABASE.urn(), "StorageQuotaExceeded: no")), ""));
    assertThatThrownBy(() -> update(true))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("up of demo ended in the middle")
        .hasMessageContaining("rds Instance 'database': StorageQuotaExceeded: no")
        .hasMessageContaining("nothing was undone")
        .hasMessageContaining("'scripts/hq up demo' again");
    assertThat(scenery.rollouts).isEmpty();
  }

  @Test
  void aTagIsNoImageToGoBackTo() {
    assertThatThrownBy(() -> UpSteps.rollback(Optional.of("latest")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'latest'; expected a digest");
  }

  @Test
  void organisationsThatCouldNotBeMigratedAreAFailure() throws IOException {
    scenery.stack(SERVICE);
    scenery.hq("exit 1");
    assertThatThrownBy(() -> update(true))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("demo runs the new version, but its organisations' migration did not")
        .hasMessageContaining("'scripts/hq tenants migrate --status --environment demo' says who")
        .hasMessageContaining("'scripts/hq tenants migrate --environment demo' goes on");
    assertThat(scenery.started()).containsExactly("tenants migrate --environment demo");
  }

  @Test
  void aVerificationThatFailsIsAFailure() throws IOException {
    scenery.stack(SERVICE);
    scenery.hq("test $1 = tenants");
    assertThatThrownBy(() -> update(true))
        .hasMessageContaining("demo runs, but not as it should")
        .hasMessageContaining("scripts/hq rollback demo");
  }

  @Test
  void aBudgetThatIsTooSmallStopsEverything() throws IOException {
    scenery.replace("budget: { minUsd: 0, maxUsd: 80 }", "budget: { minUsd: 0, maxUsd: 40 }");
    Deployment deployment = scenery.deployment(true);
    assertThatThrownBy(() -> Step.runAll(List.of(new PlanCost()), deployment, Progress.silent()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("demo does not pass its plan, so nothing was touched");
    assertThat(String.join("\n", scenery.said)).contains("more than its budget of $40");
  }

  @Test
  void whatIsNoDigestIsRefused() {
    Deployment deployment = scenery.deployment(true);
    scenery.stack();
    assertThatThrownBy(
            () ->
                Step.runAll(
                    List.of(new ChooseFormer(Optional.of("latest"))),
                    deployment,
                    Progress.silent()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'latest'; expected a digest");
  }

  @Test
  void aProtectedEnvironmentIsNotTakenDownAndTheStackIsNotEvenLookedAt() throws IOException {
    scenery.replace("deletionProtection: false", "deletionProtection: true");
    MemoryStacks.One stack = scenery.stack();
    assertThatThrownBy(() -> down("demo"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("aws.deletionProtection in environments/demo.yaml is true")
        .hasMessageContaining("scripts/hq up demo");
    assertThat(stack.calls).isEmpty();
  }

  @Test
  void whatPulumiStillProtectsIsNotTakenDown() {
    MemoryStacks.One stack = scenery.stack();
    stack.state =
        new StackState(List.of(new Resource(DATABASE.urn(), true, true, Map.of())), List.of());
    assertThatThrownBy(() -> down("demo"))
        .hasMessageContaining("still has protected resources (rds Instance 'database')");
    assertThat(stack.calls).isEmpty();
  }

  @Test
  void takingDownShowsWhatGoesAndNamesWhatStays() {
    MemoryStacks.One stack = scenery.stack();
    stack.state =
        new StackState(
            List.of(
                new Resource(DATABASE.urn(), false, false, Map.of()),
                new Resource(urn("aws:s3/bucketV2:BucketV2", "exports"), false, true, Map.of())),
            List.of());
    assertThatThrownBy(() -> down("production")).hasMessageContaining("'demo' was not typed");
    assertThat(stack.calls).isEmpty();
    down("demo");
    assertThat(stack.calls).containsExactly("destroy");
    assertThat(scenery.said)
        .contains("    - rds Instance 'database', with its data")
        .contains(
            "    Kept in AWS, and no longer Pulumi's: s3 BucketV2 'exports'; delete it there when"
                + " nobody needs it.");
  }

  private void down(String typed) {
    scenery.answering(typed);
    Step.runAll(
        List.of(new RefuseProtected(), new AskForName(false), new DestroyStack()),
        scenery.deployment(false),
        Progress.silent());
  }

  @Test
  void aTrialIsRefusedOutsideTheSandboxThatTheFileNames() throws IOException {
    MemoryStacks.One stack = scenery.stack(SERVICE);
    assertThatThrownBy(() -> new Acceptance(scenery.deployment(true), Progress.silent()).run())
        .hasMessageContaining("is not tried in account 111122223333")
        .hasMessageContaining("aws.sandboxAccount, which it does not have");
    scenery.replace("firewall: false", "sandboxAccount: \"210987654321\"\n  firewall: false");
    assertThatThrownBy(() -> new Acceptance(scenery.deployment(true), Progress.silent()).run())
        .hasMessageContaining("aws.sandboxAccount, which is 210987654321");
    assertThat(stack.calls).isEmpty();
  }

  @Test
  void nobodyThereAndNoYesIsWrongUsage() {
    Terminal nobody = scenery.deployment(false).terminal;
    assertThatThrownBy(() -> nobody.requireUnless(false, "--yes"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("there is no terminal; add --yes");
    nobody.requireUnless(true, "--yes");
    assertThat(nobody.isThere()).isFalse();
  }
}
