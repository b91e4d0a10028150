package com.genericcorp.hq.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
  @TempDir private Path folder;

  @Test
  void areUnpackedOnceAndForTheirOwnerOnly() throws Exception {
    PostgresBinaries first = PostgresBinaries.in(folder.resolve("cache"));
    Object unpacked = Files.getLastModifiedTime(first.program("postgres"));
    assertThat(PostgresBinaries.in(folder.resolve("cache"))).isEqualTo(first);
    assertThat(Files.getLastModifiedTime(first.program("postgres"))).isEqualTo(unpacked);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first.home())))
        .isEqualTo("rwx------");
    assertThat(first.program("initdb")).isExecutable();
  }

  @Test
  void aHalfUnpackedFolderAndADamagedOneAreMadeAnew() throws Exception {
    Path cache = folder.resolve("cache");
    Path left = Files.createDirectories(cache.resolve(".unfinished-1/bin"));
    Files.writeString(left.resolve("postgres"), "half");
    PostgresBinaries binaries = PostgresBinaries.in(cache);
    long size = Files.size(binaries.program("postgres"));
    assertThat(left).doesNotExist();

    Files.write(binaries.program("postgres"), new byte[0]);
    PostgresBinaries.in(cache);
    assertThat(binaries.program("postgres")).hasSize(size);

    Files.write(binaries.home().resolve("contents"), new byte[0]);
    PostgresBinaries.in(cache);
    assertThat(binaries.home().resolve("contents")).isNotEmptyFile();
  }

  @Test
  void threeProcessesAtOnceUnpackOnce() throws Exception {
    Path cache = folder.resolve("cache");
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  Unpack.class.getName(),
                  cache.toString())
              .inheritIO()
              .start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).isZero();
    }
    try (Stream<Path> files = Files.list(cache)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .hasSize(2)
          .contains(".lock")
          .anyMatch(name -> name.startsWith("postgresql-17"));
    }
  }

  /** Unpacks into its argument's folder. */
  static final class Unpack {
    public static void main(String[] arguments) throws IOException {
      PostgresBinaries.in(Path.of(arguments[0]));
    }
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Path taken = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> PostgresBinaries.in(taken.resolve("cache")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining(taken.toString());
  }

  @Test
  void eachSystemHasItsArchive() {
    assertThat(PostgresBinaries.archiveName("Linux", "amd64"))
        .isEqualTo("postgres-linux-x86_64.txz");
    assertThat(PostgresBinaries.archiveName("Mac OS X", "aarch64"))
        .isEqualTo("postgres-darwin-arm_64.txz");
    assertThatThrownBy(() -> PostgresBinaries.archiveName("Linux", "s390x"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("no PostgreSQL binaries for Linux on s390x");
  }
}
