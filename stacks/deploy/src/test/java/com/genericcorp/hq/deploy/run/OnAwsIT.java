package com.genericcorp.hq.deploy.run;

import static com.genericcorp.hq.deploy.run.Scenery.DIGEST;
import static com.genericcorp.hq.deploy.run.Scenery.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.image.BuiltImage;
import com.genericcorp.hq.deploy.image.ImageRegistry;
import com.genericcorp.hq.deploy.image.ReleasedImage;
import com.genericcorp.hq.deploy.process.HqCommand;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Deployed;
import com.genericcorp.hq.deploy.stack.MemoryStacks;
import com.genericcorp.hq.deploy.stack.Operation;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whole commands, with a simulated AWS; Pulumi's stacks are in memory. */
class OnAwsIT extends AtMoto {
  private static final Change SERVICE =
      change(Operation.UPDATE, "aws:ecs/service:Service", "service", "taskDefinition");

  @Test
  void upBuildsAnImageOnceAndEndsVerified() throws IOException {
    String there = push("build-aaaaaaaaaaaaaaaa");
    scenery.hq(
        "case $1 in images) echo '[{\"digest\":\"" + DIGEST + "\",\"output\":\"x\"}]' ;; esac");
    MemoryStacks.One stack = scenery.stack(SERVICE);
    up();
    assertThat(stack.config).containsEntry("agenthq:serverDigest", there);
    assertThat(scenery.started())
        .containsExactly(
            "images build server --platform linux/arm64 --output oci --json",
            "tenants migrate --environment demo",
            "verify demo");
    assertThat(String.join("\n", scenery.said)).contains("demo passes: $");
  }

  @Test
  void anImageThatIsNotThereIsPushedUnderATagOfItsDigest() throws IOException {
    scenery.hq(
        "case $1 in images) echo '[{\"digest\":\""
            + DIGEST
            + "\",\"output\":\"r@"
            + Scenery.OTHER
            + "\"}]' ;; esac");
    MemoryStacks.One stack = scenery.stack(SERVICE);
    up();
    assertThat(stack.config).containsEntry("agenthq:serverDigest", Scenery.OTHER);
    assertThat(scenery.started())
        .contains(
            "images build server --platform linux/arm64 --output registry --repository"
                + " 111122223333.dkr.ecr.us-east-1.amazonaws.com/agenthq --tag"
                + " build-aaaaaaaaaaaaaaaa --json");
  }

  private void up() {
    Deployment deployment = scenery.deployment(true);
    deployment.use(new BuiltImage(new HqCommand(scenery.root), new ImageRegistry(account)));
    Step.runAll(UpSteps.UP, deployment, Progress.silent());
  }

  @Test
  void aReleaseIsVerifiedByItsKeyAndCopiedUnderItsDigest() throws Exception {
    HqCommand hq = new HqCommand(scenery.root);
    ImageRegistry registry = new ImageRegistry(account);
    assertThatThrownBy(() -> new ReleasedImage(hq, registry, "newest", Optional.empty()))
        .isInstanceOf(InvalidInput.class);
    ReleasedImage release = new ReleasedImage(hq, registry, "1.2.0", Optional.of("RWQkey"));
    String published = "registry.example.com/agenthq/server@" + DIGEST;
    String images = "release) echo '[{\"name\":\"server\",\"reference\":\"%s\"}]' ;;";
    String copy = "images) echo '{\"digest\":\"%s\"}' ;;";
    scenery.hq("case $1 in " + images.formatted(published) + copy.formatted(DIGEST) + " esac");
    assertThat(release.provide(line -> {})).isEqualTo(DIGEST);
    assertThat(scenery.started())
        .containsExactly(
            "release images 1.2.0 --json --key RWQkey",
            "images copy "
                + published
                + " 111122223333.dkr.ecr.us-east-1.amazonaws.com/agenthq/server:1.2.0 --json");
    scenery.hq(
        "case $1 in " + images.formatted(published) + copy.formatted(Scenery.OTHER) + " esac");
    assertThatThrownBy(() -> release.provide(line -> {})).hasMessageContaining("is refused");
    scenery.hq("case $1 in " + images.formatted("registry.example.com/x:1.2.0") + " esac");
    assertThatThrownBy(() -> release.provide(line -> {}))
        .hasMessageContaining("release 1.2.0 has no image 'server' by digest");
    scenery.hq("exit 1");
    assertThatThrownBy(() -> release.provide(line -> {}))
        .hasMessageContaining("'scripts/hq release images 1.2.0 --json --key RWQkey' ended with");
  }

  @Test
  void rollbackGoesBackToTheSuccessfulImageBefore() throws IOException {
    String former = push("build-former");
    MemoryStacks.One stack = scenery.stack(SERVICE);
    stack.config.put("agenthq:serverDigest", Scenery.OTHER);
    stack.history.add(deployed(3, true, Scenery.OTHER));
    stack.history.add(deployed(2, false, DIGEST));
    stack.history.add(deployed(1, true, former));
    Step.runAll(UpSteps.rollback(Optional.empty()), scenery.deployment(true), Progress.silent());
    assertThat(stack.config).containsEntry("agenthq:serverDigest", former);
    assertThat(scenery.said)
        .contains("    back to " + former)
        .anyMatch(one -> one.contains("schema stays"));
    assertThat(scenery.started()).containsExactly("verify demo");
    assertThatThrownBy(
            () ->
                Step.runAll(
                    UpSteps.rollback(Optional.of(DIGEST)),
                    scenery.deployment(true),
                    Progress.silent()))
        .hasMessageContaining(DIGEST + " is not in 111122223333.dkr.ecr");
  }

  private static Deployed deployed(int version, boolean succeeded, String digest) {
    return new Deployed(
        version, Instant.EPOCH, true, succeeded, Map.of("agenthq:serverDigest", digest));
  }

  @Test
  void driftIsListedWithItsProperties() {
    MemoryStacks.One stack = scenery.stack();
    assertThat(Drift.look(scenery.deployment(true), Progress.silent()).text())
        .isEqualTo("demo is as it was deployed.\n");
    stack.drift =
        new Changes(List.of(SERVICE, change(Operation.DELETE, "aws:sns/topic:Topic", "alarms")));
    Drift drift = Drift.look(scenery.deployment(true), Progress.silent());
    assertThat(drift.text())
        .contains("  ecs Service 'service' differs in taskDefinition\n")
        .contains("  sns Topic 'alarms' is gone\n");
    assertThat(drift.json()).containsEntry("drifted", true);
  }

  @Test
  void aTrialIsDestroyedHoweverItWent() throws IOException {
    scenery.replace("firewall: false", "sandboxAccount: \"111122223333\"\n  firewall: false");
    push("build-aaaaaaaaaaaaaaaa");
    scenery.hq(
        "case $1 in images) echo '[{\"digest\":\"" + DIGEST + "\",\"output\":\"x\"}]' ;; esac");
    MemoryStacks.One stack = scenery.stack(SERVICE);
    assertThatThrownBy(this::accept)
        .hasMessageContaining("a second preview would change ~ ecs Service 'service'")
        .hasMessageContaining("After that: destroyed, nothing is left");
    assertThat(stack.calls).endsWith("destroy");

    stack.calls.clear();
    stack.previews.add(new Changes(List.of()));
    accept();
    assertThat(stack.calls).hasSize(4).endsWith("preview", "destroy");

    stack.afterDestroy = stack.afterUp;
    stack.previews.clear();
    stack.previews.add(new Changes(List.of(SERVICE)));
    stack.previews.add(new Changes(List.of()));
    assertThatThrownBy(this::accept)
        .hasMessageContaining("still there: ecs TaskDefinition 'service'");
  }

  private void accept() {
    Deployment deployment = scenery.deployment(true);
    deployment.use(new BuiltImage(new HqCommand(scenery.root), new ImageRegistry(account)));
    new Acceptance(deployment, Progress.silent()).run();
  }
}
