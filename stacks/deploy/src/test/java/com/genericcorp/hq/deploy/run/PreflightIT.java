package com.genericcorp.hq.deploy.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.deploy.preflight.Preflight;
import com.genericcorp.hq.deploy.preflight.PreflightReport;
import com.genericcorp.hq.deploy.preflight.Verdict;
import com.genericcorp.hq.deploy.stack.MemoryStacks;
import com.genericcorp.hq.deploy.stack.StackState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.s3.S3Client;

/** What a preflight finds in an account at a simulated AWS. */
class PreflightIT extends AtMoto {
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
}
