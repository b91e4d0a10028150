package com.genericcorp.hq.builder.debian.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.TestMirror;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageStoreTest {
  @TempDir private Path folder;
  private TestMirror mirror;
  private final List<LockedPackage> locked = new ArrayList<>();
  private final List<String> paths = new ArrayList<>();

  @BeforeEach
  void startMirror() throws Exception {
    mirror = TestMirror.start();
    for (String name : List.of("one", "two", "three")) {
      String path =
          mirror.add(Suite.RELEASE, TestDeb.of(name, "1.0", "all").file("./usr/" + name, name));
      byte[] bytes = mirror.files().get(path);
      paths.add(path);
      locked.add(
          new LockedPackage(
              name,
              new Version("1.0"),
              "all",
              Suite.RELEASE,
              path.substring("/debian/".length()),
              bytes.length,
              Digest.of(bytes).hex(),
              Map.of("image", "named"),
              Map.of()));
    }
  }

  @AfterEach
  void stopMirror() {
    mirror.close();
  }

  /** A new process's view of the store on the disk. */
  private BlobStore store() {
    return new BlobStore(folder);
  }

  private PackageStore packages() {
    return new PackageStore(store(), new Download(), mirror::address, Optional.empty());
  }

  @Test
  void whatIsInTheStoreIsNotFetchedAgain() throws Exception {
    Path deb = packages().deb(locked.get(0));
    assertThat(Digest.of(deb).hex()).isEqualTo(locked.get(0).sha256());
    mirror.close();
    assertThat(packages().deb(locked.get(0))).isEqualTo(deb);
    assertThat(mirror.asked()).hasSize(1);
  }

  @Test
  void aPackageThatLeftTheMirrorComesFromTheArchiveOfAllThatWas() throws Exception {
    try (TestMirror archive = TestMirror.start()) {
      archive.files().put(paths.get(0), mirror.files().get(paths.get(0)));
      mirror.files().remove(paths.get(0));
      String address = archive.url().replaceFirst("/debian$", "/{archive}");
      Optional<MirrorAddress> snapshot = MirrorAddress.snapshot(address, Map.of());
      Path deb =
          new PackageStore(store(), new Download(), mirror::address, snapshot).deb(locked.get(0));
      assertThat(Digest.of(deb).hex()).isEqualTo(locked.get(0).sha256());
    }
  }

  @Test
  void allThatIsMissingIsSaidAtOnceWithTheRemedy() throws Exception {
    packages().deb(locked.get(1));
    mirror.files().clear();
    assertThatThrownBy(() -> packages().debs(locked))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("2 of 3 packages")
        .hasMessageContaining("one 1.0 (all)\n  three 1.0 (all)")
        .hasMessageContaining("does not have it any more")
        .hasMessageContaining("HQ_DEBIAN_SNAPSHOT");
  }

  @Test
  void withoutANetworkTheMirrorIsTriedOnceAndAllIsListed() {
    mirror.close();
    assertThatThrownBy(() -> packages().debs(locked))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("3 of 3 packages")
        .hasMessageContaining("cannot be reached");
    PackageStore none =
        new PackageStore(
            store(),
            new Download(),
            () -> {
              throw new InvalidInput("no mirror here");
            },
            Optional.empty());
    assertThatThrownBy(() -> none.debs(locked))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("3 of 3 packages")
        .hasMessageContaining("no mirror here");
  }

  @Test
  void aFlippedByteOfAPackageIsRefusedWithBothHashes() throws Exception {
    mirror.flip(paths.get(0));
    assertThatThrownBy(() -> packages().deb(locked.get(0)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("pool/main/one/one_1.0_all.deb")
        .hasMessageContaining(locked.get(0).sha256())
        .hasMessageContaining(Digest.of(mirror.files().get(paths.get(0))).hex());
    assertThat(store().intact(new Digest(locked.get(0).sha256()))).isEmpty();
  }

  @Test
  void aFlippedByteOfAStoredFileIsRefusedWithBothHashes() throws Exception {
    Path deb = packages().deb(locked.get(0));
    byte[] bytes = Files.readAllBytes(deb);
    bytes[100] ^= 1;
    Files.write(deb, bytes);
    assertThatThrownBy(() -> packages().deb(locked.get(0)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(deb.toString())
        .hasMessageContaining(locked.get(0).sha256())
        .hasMessageContaining(Digest.of(bytes).hex())
        .hasMessageContaining("delete it");
  }

  @Test
  void aRunThatWasKilledHalfWayHarmsNothing() throws Exception {
    mirror.stallOnce(paths.get(0));
    Path lock = folder.resolve("lock.yaml");
    LockFile.write(lock, new LockedPackages(locked.subList(0, 1)));
    Process fetching =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FetchingProgram.class.getName(),
                folder.toString(),
                lock.toString(),
                mirror.url())
            .redirectErrorStream(true)
            .start();
    try {
      Path temporary = folder.resolve("tmp");
      while (fetching.isAlive() && !hasBytes(temporary)) {
        Thread.sleep(20);
      }
      assertThat(fetching.isAlive()).isTrue();
    } finally {
      fetching.destroyForcibly().waitFor();
    }
    assertThat(store().intact(new Digest(locked.get(0).sha256()))).isEmpty();
    assertThat(Digest.of(packages().deb(locked.get(0))).hex()).isEqualTo(locked.get(0).sha256());
    // What it left is swept once nobody can be writing to it any more.
    try (Stream<Path> left = Files.list(folder.resolve("tmp"))) {
      Path part = left.findFirst().orElseThrow();
      Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
      packages().deb(locked.get(1));
      assertThat(part).doesNotExist();
    }
  }

  private static boolean hasBytes(Path folder) throws Exception {
    if (!Files.isDirectory(folder)) {
      return false;
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.toFile().length() > 0);
    }
  }

  /** Fetches the packages of a lock, until it is killed. */
  static final class FetchingProgram {
    private FetchingProgram() {}

    public static void main(String[] arguments) throws Exception {
      new PackageStore(
              new BlobStore(Path.of(arguments[0])),
              new Download(),
              () -> MirrorAddress.find(arguments[2], Map.of(), Path.of("/nowhere")),
              Optional.empty())
          .debs(LockFile.read(Path.of(arguments[1]), "the lock").packages());
    }
  }
}
