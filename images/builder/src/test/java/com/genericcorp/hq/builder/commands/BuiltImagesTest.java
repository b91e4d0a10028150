package com.genericcorp.hq.builder.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.lock.LockFile;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.builder.testing.TestImages;
import com.genericcorp.hq.builder.testing.TestPackages;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.cli.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as a user types them, in a repository with one image and a store of its own. */
class BuiltImagesTest {
  @TempDir private Path folder;
  private Path repository;
  private TestPackages packages;

  @BeforeEach
  void makeARepository() throws Exception {
    repository = TestImages.in(folder.resolve("repository")).folder();
    Files.createDirectories(repository.resolve("environments"));
    Files.writeString(repository.resolve("environments/common.yaml"), "");
    packages = TestPackages.in(new BlobStore(folder.resolve("store")));
    writeLock();
  }

  private void writeLock() throws Exception {
    LockFile.write(repository.resolve("images").resolve(LockFile.NAME), packages.lock());
  }

  private Programs.Ended hq(String... words) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Dhq.root=" + repository,
                "-cp",
                System.getProperty("java.class.path"),
                Hq.class.getName(),
                "images"));
    command.addAll(List.of(words));
    return Programs.run(Map.of("HQ_IMAGE_STORE", folder.resolve("store").toString()), command);
  }

  private JsonNode built() throws Exception {
    Programs.Ended ended = hq("build", "--json");
    assertThat(ended.code()).as(ended.err()).isZero();
    return Json.mapper().readTree(ended.out());
  }

  @Test
  void whatProgramsReadOfABuildHasTheseFieldsAndNoOthers() throws Exception {
    JsonNode rows = built();
    assertThat(rows).hasSize(2);
    for (JsonNode row : rows) {
      List<String> names = new ArrayList<>();
      row.fieldNames().forEachRemaining(names::add);
      assertThat(names)
          .containsExactly(
              "name",
              "platform",
              "digest",
              "compressedBytes",
              "diskBytes",
              "layers",
              "seconds",
              "output");
      assertThat(row.path("digest").asText()).matches("sha256:[0-9a-f]{64}");
      assertThat(row.path("compressedBytes").isIntegralNumber()).isTrue();
      assertThat(row.path("layers").asInt()).isPositive();
      assertThat(Path.of(row.path("output").asText())).isDirectory();
    }
    assertThat(rows.get(0).path("platform").asText()).isEqualTo("linux/amd64");
  }

  @Test
  void aDiffSaysFromWhatToWhatAndHowMuch() throws Exception {
    String own = ImagePlatform.ofThisMachine().architecture();
    String before = built().get(ImagePlatform.ofThisMachine().ordinal()).path("digest").asText();
    packages.lock(TestDeb.of("libtwo", "2.1", own).file("./usr/share/two", "x".repeat(3000)));
    writeLock();
    String after = built().get(ImagePlatform.ofThisMachine().ordinal()).path("digest").asText();
    Programs.Ended diff = hq("diff", before, "small");
    assertThat(diff.code()).as(diff.err()).isZero();
    assertThat(diff.out())
        .contains("From " + before, "to   small (" + after + ")")
        .containsPattern("/usr/share/two +added +\\+3\\.0 kB")
        .containsPattern("/var/lib/dpkg/status\\.d/libtwo +changed")
        .containsPattern("\\d+ differ, \\+[23]\\.\\d kB on disk");
    assertThat(hq("diff", "small", after).out()).isEqualTo("They are the same image.\n");

    Programs.Ended inspected = hq("inspect", "small", "--files", "1");
    assertThat(inspected.out())
        .contains(after, "LAYER", "libraries", "LARGEST FILES", "/usr/share/two  3.0 kB");
  }

  @Test
  void pruneSaysWhatItFreedAndTheNextBuildSaysAllThatIsMissing() throws Exception {
    built();
    Programs.Ended pruned = hq("prune", "--keep", "0");
    assertThat(pruned.code()).as(pruned.err()).isZero();
    assertThat(pruned.out())
        .contains(
            "packages and documents", "unpacked packages", "layers", "records of what is gone")
        .containsPattern("\\d+\\.\\d kB freed, 0 B left in " + folder.resolve("store"));
    Programs.Ended refused = hq("inspect", "small");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("no image 'small'", "scripts/hq images build small");
  }

  @Test
  void aFlippedByteOfTheLockIsRefusedThoughTheImageIsInTheStore() throws Exception {
    built();
    Path lock = repository.resolve("images").resolve(LockFile.NAME);
    Files.writeString(lock, Files.readString(lock).replaceFirst("2026f", "2026e"));
    Programs.Ended refused = hq("build");
    assertThat(refused.code()).isEqualTo(2);
    assertThat(refused.err()).contains("images/" + LockFile.NAME, "images lock");
  }
}
