package com.genericcorp.hq.builder.debian.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockFileTest {
  private static final LockedPackages LOCK =
      new LockedPackages(
          List.of(
              new LockedPackage(
                  "zlib1g",
                  new Version("1:1.3"),
                  "arm64",
                  Suite.SECURITY,
                  "pool/main/z/zlib/zlib1g_1.3_arm64.deb",
                  12,
                  "ab".repeat(32),
                  Map.of("server", "named", "edge", "needed by caddy"),
                  Map.of()),
              new LockedPackage(
                  "tzdata",
                  new Version("2026f-0+deb13u1"),
                  "all",
                  Suite.RELEASE,
                  "pool/main/t/tzdata/tzdata_2026f-0+deb13u1_all.deb",
                  345,
                  "01".repeat(32),
                  Map.of("server/amd64", "named"),
                  Map.of("edge", "named"))));

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = folder.resolve("packages.lock.yaml");
    LockFile.write(file, LOCK);
  }

  private LockedPackages read() {
    return LockFile.read(file, "images/packages.lock.yaml");
  }

  private void change(String what, String by) throws Exception {
    String text = Files.readString(file);
    assertThat(text).contains(what);
    Files.writeString(file, text.replace(what, by));
  }

  @Test
  void whatWasWrittenIsReadSortedByName() {
    assertThat(read()).isEqualTo(LOCK);
    assertThat(read().packages())
        .extracting(LockedPackage::name)
        .containsExactly("tzdata", "zlib1g");
  }

  @Test
  void apackageIsPartOfTheImagesAndPlatformsThatItSays() {
    assertThat(read().closure("server", Architecture.AMD64))
        .extracting(LockedPackage::id)
        .containsExactly("tzdata/all");
    assertThat(read().closure("server", Architecture.ARM64))
        .extracting(LockedPackage::id)
        .containsExactly("zlib1g/arm64");
    assertThat(read().build("edge", Architecture.AMD64))
        .extracting(LockedPackage::id)
        .containsExactly("tzdata/all");
  }

  @Test
  void everyFlippedByteIsRefusedByTheFilesName() throws Exception {
    byte[] right = Files.readAllBytes(file);
    for (int at = 0; at < right.length; at++) {
      byte[] flipped = right.clone();
      flipped[at] ^= 2;
      Files.write(file, flipped);
      assertThatThrownBy(this::read)
          .as("byte %d", at)
          .isInstanceOf(InvalidInput.class)
          .hasMessageContaining("images/packages.lock.yaml");
    }
  }

  @Test
  void aChangeThatReadsWellIsFoundByTheHashOfTheWhole() throws Exception {
    change("1:1.3", "1:1.2");
    assertThatThrownBy(this::read)
        .hasMessageContaining("changed after it was written")
        .hasMessageContaining("run 'scripts/hq images lock'");
  }

  @Test
  void allFaultsAreSaidWithTheirLines() throws Exception {
    change("architecture: all", "architecture: mips");
    change("size: 12", "sise: 12");
    change("\"pool/main/t/", "\"pool/../t/");
    assertThatThrownBy(this::read)
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("4 faults in the lock")
        .hasMessageContaining("packages.lock.yaml:7: architecture is 'mips'")
        .hasMessageContaining("packages.lock.yaml:9: file is")
        .hasMessageContaining("unknown key 'sise'. Did you mean 'size'?")
        .hasMessageContaining("the package has no 'size'");
  }
}
