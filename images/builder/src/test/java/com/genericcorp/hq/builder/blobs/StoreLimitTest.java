package com.genericcorp.hq.builder.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.StoreLimit.Freed;
import com.genericcorp.hq.builder.blobs.StoreLimit.Kind;
import com.genericcorp.hq.cli.Failed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreLimitTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.now().minus(Duration.ofDays(2)));

  @TempDir private Path folder;

  private BlobStore store() {
    return new BlobStore(folder);
  }

  private Digest blob(int size, int fill, Duration age) throws Exception {
    byte[] bytes = new byte[size];
    java.util.Arrays.fill(bytes, (byte) fill);
    Digest digest = store().keep(bytes);
    Files.setLastModifiedTime(store().path(digest), FileTime.from(Instant.now().minus(age)));
    return digest;
  }

  @Test
  void theLeastRecentlyUsedGoesFirstWithTheRecordsOfItAndEachKindIsCounted() throws Exception {
    Digest unpacked = blob(1_000, 1, Duration.ofDays(4));
    Digest runtime = blob(2_000, 2, Duration.ofDays(3));
    Digest layer = blob(3_000, 3, Duration.ofDays(2));
    Digest deb = blob(4_000, 4, Duration.ofDays(1));
    store().records().keep("unpacked/" + Digest.of("a").hex(), unpacked.hex());
    store().records().keep("jre/" + Digest.of("b").hex(), runtime.hex());
    store()
        .records()
        .keep("layers/" + Digest.of("c").hex(), "[{\"digest\":\"" + layer.hex() + "\"}]");

    Map<Kind, Freed> pruned = StoreLimit.apply(store(), 7_500);

    assertThat(pruned.get(Kind.UNPACKED)).isEqualTo(new Freed(1, 1_000, 0));
    assertThat(pruned.get(Kind.RUNTIMES)).isEqualTo(new Freed(1, 2_000, 0));
    assertThat(pruned.get(Kind.LAYERS)).isEqualTo(new Freed(0, 0, 3_000));
    assertThat(pruned.get(Kind.PACKAGES)).isEqualTo(new Freed(0, 0, 4_000));
    assertThat(pruned.get(Kind.RECORDS).files()).isEqualTo(2);
    assertThat(store().find(deb)).isPresent();
    assertThat(new DerivedFiles(store(), "unpacked").find(Digest.of("a"))).isEmpty();
    assertThat(store().records().find("layers/" + Digest.of("c").hex())).isPresent();
    assertThat(bytesIn(folder)).isLessThanOrEqualTo(7_500);
  }

  @Test
  void useMakesAFileYoung() throws Exception {
    Digest used = blob(1_000, 1, Duration.ofDays(4));
    Digest unused = blob(1_000, 2, Duration.ofDays(3));
    assertThat(store().intact(used)).isPresent();
    StoreLimit.apply(store(), 1_000);
    assertThat(store().find(used)).isPresent();
    assertThat(store().find(unused)).isEmpty();
  }

  @Test
  void zeroEmptiesItExceptForWhatIsBeingWritten() throws Exception {
    store().records().keep("images/server-amd64", blob(10, 1, Duration.ZERO).hex());
    Path dead = Files.writeString(store().temporary(), "dead");
    Path deadFolder = store().temporaryFolder();
    Path inside = Files.writeString(deadFolder.resolve("file"), "dead, too");
    Path deadRecord = Files.writeString(folder.resolve("records/images/.server.1.tmp"), "x");
    for (Path one : new Path[] {dead, inside, deadFolder, deadRecord}) {
      Files.setLastModifiedTime(one, LONG_AGO);
    }
    Path writing = Files.writeString(store().temporary(), "goes on");
    Path linking = store().temporaryFolder();
    Files.writeString(linking.resolve("young"), "goes on");
    Files.setLastModifiedTime(linking, LONG_AGO);
    // Records where an older builder kept them.
    Files.createDirectories(folder.resolve("jre"));
    Files.writeString(folder.resolve("jre/" + Digest.of("a").hex()), "x");

    Map<Kind, Freed> pruned = StoreLimit.apply(store(), 0);

    // The first temporary file after them swept the older ones already.
    assertThat(dead).doesNotExist();
    assertThat(deadFolder).doesNotExist();
    assertThat(deadRecord).doesNotExist();
    assertThat(pruned.get(Kind.UNFINISHED).files()).isPositive();
    assertThat(writing).exists();
    assertThat(linking.resolve("young")).exists();
    assertThat(folder.resolve("jre")).doesNotExist();
    assertThat(store().records().find("images/server-amd64")).isEmpty();
    assertThat(bytesIn(folder.resolve("sha256"))).isZero();
    assertThat(bytesIn(folder.resolve("records"))).isZero();
    // Once more finds nothing to do.
    assertThat(StoreLimit.apply(store(), 0).values()).allMatch(freed -> freed.files() == 0);
  }

  @Test
  void aStoreThatIsNotThereHasNothingAndAFileInItsPlaceIsNamed() throws Exception {
    BlobStore none = new BlobStore(folder.resolve("none"));
    assertThat(StoreLimit.apply(none, 0).values()).allMatch(freed -> freed.files() == 0);
    Files.writeString(folder.resolve("sha256"), "no folder");
    assertThatThrownBy(() -> store().keep(new byte[1]))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("the image store " + folder + " cannot be used");
  }

  private static long bytesIn(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }
}
