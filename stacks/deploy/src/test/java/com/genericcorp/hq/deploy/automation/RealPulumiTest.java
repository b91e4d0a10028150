package com.genericcorp.hq.deploy.automation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.deploy.state.StateBackend;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The port with Pulumi's own program, where there is one: a program without AWS, a local state. */
class RealPulumiTest {
  @TempDir Path folder;

  @Test
  void aStackIsMadeConfiguredUpdatedLookedAtAndDestroyed() throws Exception {
    assumeTrue(isThere(), "there is no pulumi on the PATH");
    Path state = Files.createDirectories(folder.resolve("state"));
    Path program = Files.createDirectories(folder.resolve("program"));
    Files.writeString(
        program.resolve("Pulumi.yaml"),
        "name: agenthq\nruntime: yaml\noutputs:\n  zoneId: Z0123456789ABC\n");
    PulumiStacks stacks =
        new PulumiStacks(
            program,
            new StateBackend("file://" + state, "us-east-1"),
            Map.of("PULUMI_CONFIG_PASSPHRASE", "test"),
            Clock.systemUTC());
    assertThat(stacks.find("demo")).isEmpty();
    Stack demo = stacks.create("demo");
    demo.setConfig("agenthq:serverDigest", "sha256:one");
    assertThat(demo.preview().isEmpty()).isTrue();
    demo.up("a first update", event -> {});
    assertThat(stacks.find("demo").orElseThrow().outputs())
        .containsEntry("zoneId", "Z0123456789ABC");
    assertThat(demo.history().get(0).config()).containsEntry("agenthq:serverDigest", "sha256:one");
    assertThat(demo.drift().isEmpty()).isTrue();
    demo.destroy(event -> {});
    assertThat(demo.state().inAws()).isEmpty();
  }

  /** The stand-in of the other tests comes first, and makes way for it. */
  private static boolean isThere() {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .filter(place -> !place.endsWith("stand-in"))
        .anyMatch(place -> Files.isExecutable(Path.of(place, "pulumi")));
  }
}
