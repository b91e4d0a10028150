package com.genericcorp.hq.account.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a stand-in for the CLI: a script that says what Pulumi says. */
class StackExportTest {
  @TempDir private Path folder;

  @Test
  void theStateIsWhatTheCliPrints() throws Exception {
    standIn(
        """
        [ "$*" = "stack export --stack demo --non-interactive" ] || exit 9
        [ "$PWD" = "$STACKS" ] && [ "$PULUMI_SKIP_UPDATE_CHECK" = true ] || exit 8
        echo 'a warning' >&2
        echo '{"deployment": {"resources": [
          {"urn": "urn:x", "custom": true, "type": "aws:ec2/vpc:Vpc", "id": "vpc-1"}]}}'
        """);
    assertThat(export().read("demo").resources().ids("aws:ec2/vpc:Vpc")).containsExactly("vpc-1");
  }

  @Test
  void whoHasNoCliIsToldHowToInstallIt() {
    assertThatThrownBy(() -> export().read("demo"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("There is no pulumi on the PATH")
        .hasMessageContaining("https://get.pulumi.com");
  }

  @Test
  void whatTheCliRefusesIsSaidWithWhatToDo() throws Exception {
    standIn("echo \"error: no stack named 'demo' found\" >&2; exit 255");
    assertThatThrownBy(() -> export().read("demo"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("Pulumi knows no stack 'demo'");
    standIn(
        "echo 'error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI"
            + " sessions' >&2; exit 255");
    assertThatThrownBy(() -> export().read("demo"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("Pulumi is not logged in: 'pulumi login s3://BUCKET'");
    standIn("printf 'error: read meta.yaml:\\nno credentials\\n' >&2; exit 255");
    assertThatThrownBy(() -> export().read("demo"))
        .isInstanceOf(Failed.class)
        .hasMessage("Pulumi does not export 'demo': error: read meta.yaml: no credentials");
  }

  private StackExport export() throws IOException {
    Path stacks = Files.createDirectories(folder.toRealPath().resolve("stacks"));
    return new StackExport(stacks, Map.of("PATH", folder.toString(), "STACKS", stacks.toString()));
  }

  private void standIn(String script) throws IOException {
    Path program = folder.resolve("pulumi");
    Files.writeString(program, "#!/bin/sh\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
