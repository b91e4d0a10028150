package com.genericcorp.hq.deploy.run;

import static com.genericcorp.hq.deploy.run.Scenery.DIGEST;
import static com.genericcorp.hq.deploy.run.Scenery.change;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.image.BuiltImage;
import com.genericcorp.hq.deploy.image.ImageRegistry;
import com.genericcorp.hq.deploy.image.ReleasedImage;
import com.genericcorp.hq.deploy.preflight.Preflight;
import com.genericcorp.hq.deploy.preflight.PreflightReport;
import com.genericcorp.hq.deploy.preflight.Verdict;
import com.genericcorp.hq.deploy.process.HqCommand;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Deployed;
import com.genericcorp.hq.deploy.stack.MemoryStacks;
import com.genericcorp.hq.deploy.stack.Operation;
import com.genericcorp.hq.deploy.stack.StackState;
import com.genericcorp.hq.rehearse.moto.Moto;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.s3.S3Client;

/** Whole commands, with a simulated AWS; Pulumi's stacks are in memory. */
class OnAwsIT {
  private static final String BUCKET = "agenthq-state-111122223333";
  private static final String MANIFEST =
      "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{},\"layers\":[]}";
  private static final Change SERVICE =
      change(Operation.UPDATE, "aws:ecs/service:Service", "service", "taskDefinition");

  @TempDir Path folder;
  private Moto moto;
  private Scenery scenery;
  private AwsAccount account;

  @BeforeEach
  void prepareTheAccount() throws IOException {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    moto = Moto.start(program.orElseThrow(), "111122223333", folder.resolve("moto.log"));
    scenery = new Scenery(folder.resolve("repository")).at(moto.endpoint());
    Path jar = scenery.root.resolve("stacks/target/hq-stacks.jar");
    for (String source :
        List.of("stacks/src/main", "environments/model/src/main", "scripts/cli/src/main")) {
      Files.createDirectories(scenery.root.resolve(source));
    }
    for (String pom :
        List.of("pom.xml", "stacks/pom.xml", "environments/model/pom.xml", "scripts/cli/pom.xml")) {
      Files.writeString(scenery.root.resolve(pom), "");
    }
    Files.createDirectories(jar.getParent());
    Files.writeString(jar, "");
    account = scenery.around().account();
    account.client(S3Client.builder()).createBucket(make -> make.bucket(BUCKET));
    account
        .client(EcrClient.builder())
        .createRepository(make -> make.repositoryName("agenthq/server"));
  }

  @AfterEach
  void stop() {
    if (account != null) {
      account.close();
    }
    if (moto != null) {
      moto.close();
    }
  }

  private String push(String tag) {
    return account
        .client(EcrClient.builder())
        .putImage(
            put ->
                put.repositoryName("agenthq/server")
                    .imageTag(tag)
                    .imageManifest(
                        MANIFEST.replace("2,", "2,\"annotations\":{\"t\":\"" + tag + "\"},")))
        .image()
        .imageId()
        .imageDigest();
  }

  private PreflightReport preflight() {
    return Preflight.toChange().look(scenery.around());
  }

  private Verdict verdict(String name) {
    return preflight().verdicts().stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aPreparedAccountLacksNothing() {
    PreflightReport report = preflight();
    assertThat(report.lacking()).isEmpty();
    assertThat(report.verdicts()).hasSize(12);
    assertThat(report.text())
        .contains("✓ account      111122223333")
        .contains("✓ plugin       aws 6.83.0");
  }

  @Test
  void whatLacksIsToldApartWithItsRemedy() throws IOException {
    scenery.variables.put("AWS_REGION", "eu-west-1");
    assertThat(verdict("region").seen())
        .isEqualTo("AWS_REGION is eu-west-1, the environment is in us-east-1");
    scenery.variables.remove("AWS_REGION");

    scenery.script("bin/pulumi", "echo v3.100.1");
    assertThat(verdict("pulumi").seen()).endsWith("bin/pulumi is v3.100.1");
    assertThat(verdict("pulumi").remedy()).startsWith("install Pulumi 3.205.0 or newer");
    assertThat(verdict("plugin").seen()).isEqualTo("not looked at, for want of pulumi");
    scenery.script("bin/pulumi", "[ $1 = version ] && echo v4.0.0 || echo '[]'");
    assertThat(verdict("plugin").remedy()).isEqualTo("pulumi plugin install resource aws v6.83.0");
    scenery.variables.put("PATH", folder.toString());
    assertThat(verdict("pulumi").seen()).isEqualTo("there is no pulumi on the PATH");

    Path source = scenery.root.resolve("stacks/src/main/Newer.java");
    Files.writeString(source, "");
    Files.setLastModifiedTime(
        source, java.nio.file.attribute.FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(verdict("program").seen()).contains("older than stacks/src/main/Newer.java");

    account.client(S3Client.builder()).deleteBucket(delete -> delete.bucket(BUCKET));
    assertThat(verdict("state").seen()).isEqualTo("the account has no bucket " + BUCKET);
    assertThat(verdict("bootstrap").seen()).startsWith("not looked at");

    scenery.replace("111122223333", "210987654321");
    assertThat(verdict("account").seen())
        .isEqualTo(
            "the credentials are of 111122223333, environments/demo.yaml names 210987654321");
  }

  @Test
  void aFullAccountIsFoundBeforeAwsRefuses() {
    for (int more = 0; more < 5; more++) {
      account.client(Ec2Client.builder()).createVpc(make -> make.cidrBlock("10.9.0.0/16"));
    }
    assertThat(verdict("quotas").seen()).contains("VPCs: 6 used, 1 more wanted of 5");
  }

  @Test
  void aLockAndWhatWasCutOffAreNamedAndUnlocked() {
    lock(Scenery.NOW.minusSeconds(600));
    MemoryStacks.One stack = scenery.stack();
    stack.state = new StackState(List.of(), List.of("creating rds Instance 'database'"));
    assertThat(verdict("lock").seen())
        .isEqualTo("ada@laptop (process 4711), since 2026-11-24T11:50:00Z, 10 min ago");
    assertThat(verdict("unfinished").remedy()).contains("pulumi refresh -s demo");

    Deployment nobody = scenery.deployment(false);
    assertThatThrownBy(() -> Unlock.run(nobody, Progress.silent()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("younger than 60 minutes");
    lock(Scenery.NOW.minusSeconds(7200));
    assertThatThrownBy(() -> Unlock.run(nobody, Progress.silent()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("add --yes");
    assertThat(stack.calls).isEmpty();

    assertThat(Unlock.run(scenery.deployment(true), Progress.silent()))
        .contains("demo is unlocked. Cut off in the middle: creating rds Instance 'database'");
    assertThat(stack.calls).containsExactly("cancel");
  }

  private void lock(Instant since) {
    account
        .client(S3Client.builder())
        .putObject(
            put -> put.bucket(BUCKET).key(".pulumi/locks/organization/agenthq/demo/1.json"),
            RequestBody.fromString(
                "{\"pid\":4711,\"username\":\"ada\",\"hostname\":\"laptop\",\"timestamp\":\""
                    + since
                    + "\"}"));
  }

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
            "images build server --platform linux/arm64 --output oci --json", "verify demo");
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
  void aReleaseIsVerifiedAndMustBeInTheRegistry() throws Exception {
    HqCommand hq = new HqCommand(scenery.root);
    ImageRegistry registry = new ImageRegistry(account);
    assertThatThrownBy(() -> new ReleasedImage(hq, registry, "newest"))
        .isInstanceOf(InvalidInput.class);
    ReleasedImage release = new ReleasedImage(hq, registry, "1.2.0");
    assertThatThrownBy(() -> release.provide(line -> {}))
        .hasMessageContaining("release 1.2.0 is sound, but the account's registry has no image");
    String there = push("1.2.0");
    assertThat(release.provide(line -> {})).isEqualTo(there);
    assertThat(scenery.started()).contains("release verify 1.2.0");
    scenery.hq("exit 1");
    assertThatThrownBy(() -> release.provide(line -> {}))
        .hasMessageContaining("release 1.2.0 is not published, or not as it was signed");
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
