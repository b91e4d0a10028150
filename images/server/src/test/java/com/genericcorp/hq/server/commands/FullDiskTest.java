package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.export.FilledTenant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An export for which there is no room: nothing is left of it, and the next one is whole. */
class FullDiskTest {
  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    FilledTenant.make(installation, "acme", 3_000);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aFileThatCannotGrowAnyMoreIsTakenAway() throws Exception {
    Path exports = Files.createDirectory(folder.resolve("exports"));
    // Blocks of half a kilobyte: files may have 32 KB, the export has more.
    Ended ended = export(exports, List.of("sh", "-c", "ulimit -f 64 && exec \"$@\"", "sh"));
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.err()).contains(exports.toString()).contains("File too large");
    assertThat(ended.err()).doesNotContain("\tat ");
    assertThat(left(exports)).isEmpty();
    assertThat(export(exports, List.of()).code()).isZero();
    assertThat(left(exports)).hasSize(1);
  }

  @Test
  void aDiskThatIsTooSmallIsSaidBeforeAnythingIsWritten() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", small.toString()),
        "no disk can be mounted here: that takes root on Linux");
    try {
      Ended ended = export(small, List.of());
      assertThat(ended.code()).as(ended.err()).isEqualTo(1);
      assertThat(ended.err())
          .contains(small + " has 0 MB of room, and up to ")
          .contains("make room, or choose another place");
      assertThat(left(small)).isEmpty();
    } finally {
      assertThat(run("umount", small.toString())).isTrue();
    }
  }

  private Ended export(Path place, List<String> through) throws IOException, InterruptedException {
    return CommandProcess.start(
            folder,
            installation.database,
            Map.of(),
            through,
            "tenants",
            "export",
            "acme",
            "--to",
            place.toString())
        .end();
  }

  private static List<Path> left(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private static boolean run(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command).start().waitFor() == 0;
    } catch (IOException notThere) {
      return false;
    }
  }
}
