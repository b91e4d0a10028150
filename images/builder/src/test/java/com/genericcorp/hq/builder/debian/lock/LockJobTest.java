package com.genericcorp.hq.builder.debian.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.debian.TestDeb;
import com.genericcorp.hq.builder.debian.TestMirror;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockJobTest {
  @TempDir private Path folder;
  private Path images;
  private TestMirror mirror;
  private final List<String> warnings = new ArrayList<>();

  @BeforeEach
  void startMirror() throws Exception {
    mirror = TestMirror.start();
    images = folder.resolve("images");
    for (String architecture : List.of("amd64", "arm64")) {
      mirror.add(
          Suite.RELEASE,
          TestDeb.of("app", "1:1.0-1", architecture)
              .field("Depends", "libone (>= 1.0), awk, mta | exim, debconf (>= 0.5) | debconf-2.0")
              .field("Pre-Depends", "libtwo:any"));
      mirror.add(Suite.RELEASE, TestDeb.of("libone", "1.0-1", architecture));
      mirror.add(
          Suite.UPDATES,
          TestDeb.of("libone", "1.1-1", architecture).field("Depends", "virtual (= 2)"));
      mirror.add(Suite.RELEASE, TestDeb.of("libtwo", "2.0", architecture));
      mirror.add(
          Suite.RELEASE,
          TestDeb.of("provider", "9", architecture).field("Provides", "virtual (= 2)"));
      mirror.add(
          Suite.RELEASE,
          TestDeb.of("unversioned", "9", architecture).field("Provides", "virtual, awk"));
    }
    mirror.add(Suite.RELEASE, TestDeb.of("debconf", "1.5", "all"));
    mirror.add(Suite.RELEASE, TestDeb.of("exim", "4", "all"));
    mirror.publish();
    image("one", "packages: [app]\n  exclude: {awk: scripts, debconf: asks}");
  }

  @AfterEach
  void stopMirror() {
    mirror.close();
  }

  private void image(String name, String base) throws Exception {
    Files.createDirectories(images.resolve(name));
    Files.writeString(images.resolve(name + "/image.yaml"), "base:\n  " + base + "\n");
  }

  private LockDiff run(boolean write, boolean acceptStale) throws Exception {
    return new LockJob(
            images,
            mirror.mirror(new BlobStore(folder.resolve("store"))),
            acceptStale,
            warnings::add)
        .run(write, Progress.silent());
  }

  private LockedPackages lock() {
    return LockFile.read(images.resolve(LockFile.NAME), "images/packages.lock.yaml");
  }

  private static List<String> shown(List<LockedPackage> packages) {
    return packages.stream().map(one -> one.name() + " " + one.version()).toList();
  }

  @Test
  void whatAnImageNeedsIsLockedForBothArchitectures() throws Exception {
    run(true, false);
    for (Architecture architecture : Architecture.values()) {
      assertThat(shown(lock().closure("one", architecture)))
          .containsExactly("app 1:1.0-1", "exim 4", "libone 1.1-1", "libtwo 2.0", "provider 9");
    }
    LockedPackage libone = lock().closure("one", Architecture.ARM64).get(2);
    assertThat(libone.architecture()).isEqualTo("arm64");
    assertThat(libone.suite()).isEqualTo(Suite.UPDATES);
    assertThat(libone.why()).containsEntry("one", "needed by app");
    assertThat(run(false, false).isEmpty()).isTrue();
  }

  @Test
  void theSameLockIsWrittenByteByByte() throws Exception {
    run(true, false);
    byte[] first = Files.readAllBytes(images.resolve(LockFile.NAME));
    Files.delete(images.resolve(LockFile.NAME));
    run(true, false);
    assertThat(Files.readAllBytes(images.resolve(LockFile.NAME))).isEqualTo(first);
  }

  @Test
  void packagesThatOnlyBuildTheImageAreNotInIt() throws Exception {
    image("two", "packages: [libtwo]\n  build: [provider]");
    run(true, false);
    assertThat(shown(lock().closure("two", Architecture.AMD64))).containsExactly("libtwo 2.0");
    assertThat(shown(lock().build("two", Architecture.AMD64))).containsExactly("provider 9");
  }

  @Test
  void faultsOfAllImagesAreSaidAtOnce() throws Exception {
    image("two", "packages: [appp, libtwo]");
    image("three", "packages: [libtwo]\n  exclude: {exim: useless, nowhere: unknown}");
    image("four", "packages: [libtwo]\n  exclude: {exim: useless}");
    image("five", "packages: [broken]");
    mirror.add(Suite.RELEASE, TestDeb.of("broken", "1", "all").field("Depends", "gone (>= 3)"));
    mirror.publish();
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("images/two/image.yaml: the image names the package 'appp'")
        .hasMessageContaining("Did you mean 'app'?")
        .hasMessageContaining("images/three/image.yaml: the image excludes 'nowhere', which Debian")
        .hasMessageContaining("images/four/image.yaml: the image excludes 'exim', which nothing")
        .hasMessageContaining("needs gone (>= 3) for broken on amd64, which no suite has");
    assertThat(images.resolve(LockFile.NAME)).doesNotExist();
  }

  @Test
  void aCheckSaysWhatIsNewerAndWhetherItIsASecurityUpdate() throws Exception {
    run(true, false);
    mirror.add(Suite.SECURITY, TestDeb.of("libtwo", "2.0+deb13u1", "amd64"));
    mirror.add(Suite.UPDATES, TestDeb.of("exim", "4.1", "all"));
    mirror.publish();
    LockDiff diff = run(false, false);
    assertThat(diff.changes())
        .extracting(LockDiff.Change::name, LockDiff.Change::security, LockDiff.Change::images)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("exim", false, List.of("one")),
            org.assertj.core.groups.Tuple.tuple("libtwo", true, List.of("one")));
    assertThat(shown(lock().closure("one", Architecture.AMD64))).contains("libtwo 2.0");
  }

  @Test
  void aLockThatWasChangedIsRefusedByACheckAndWrittenAnewByALock() throws Exception {
    run(true, false);
    Path file = images.resolve(LockFile.NAME);
    String right = Files.readString(file);
    Files.writeString(file, right.replace("version: \"2.0\"", "version: \"1.9\""));
    assertThatThrownBy(() -> run(false, false))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("images/packages.lock.yaml was changed after it was written");
    run(true, false);
    assertThat(warnings).singleElement().asString().contains("was changed");
    assertThat(Files.readString(file)).isEqualTo(right);
  }

  @Test
  void aMirrorThatGoesBackIsRefused() throws Exception {
    run(true, false);
    try (TestMirror older = TestMirror.start()) {
      mirror.close();
      mirror = older;
      for (String architecture : List.of("amd64", "arm64")) {
        mirror.add(Suite.RELEASE, TestDeb.of("app", "1:0.9-1", architecture));
      }
      mirror.publish();
      image("one", "packages: [app]");
      assertThatThrownBy(() -> run(true, false))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("older versions than the lock: app 1:0.9-1");
      run(true, true);
      assertThat(shown(lock().closure("one", Architecture.AMD64))).containsExactly("app 1:0.9-1");
    }
  }

  @Test
  void aReleasePastItsDateIsRefusedUnlessAccepted() throws Exception {
    mirror.validUntil(TestMirror.NOW.minus(Duration.ofHours(1)));
    mirror.publish();
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("was valid until 2026-06-01T11:00:00Z")
        .hasMessageContaining("--accept-stale");
    run(true, true);
    assertThat(warnings).hasSize(3).allMatch(warning -> warning.contains("valid until"));
  }

  @Test
  void aFlippedByteOfAReleaseOrAnIndexIsRefused() throws Exception {
    mirror.flip(mirror.index(Suite.UPDATES, "arm64"));
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("trixie-updates/main/binary-arm64/Packages.xz")
        .hasMessageContaining("SHA-256")
        .hasMessageContaining("instead of");
    mirror.flip(mirror.index(Suite.UPDATES, "arm64"));
    mirror
        .files()
        .computeIfPresent(
            mirror.release(Suite.SECURITY),
            (path, bytes) -> new String(bytes).replace("Origin: Test", "Origin: Tesu").getBytes());
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("trixie-security/InRelease")
        .hasMessageContaining("does not fit the text");
    assertThat(images.resolve(LockFile.NAME)).doesNotExist();
  }

  @Test
  void anotherSuitesReleaseIsRefused() throws Exception {
    mirror
        .files()
        .put(mirror.release(Suite.UPDATES), mirror.files().get(mirror.release(Suite.RELEASE)));
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("is of 'trixie', but trixie-updates was asked for");
  }

  @Test
  void aMirrorWithoutOneSuiteIsNamed() throws Exception {
    mirror.files().remove(mirror.release(Suite.SECURITY));
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("trixie-security/InRelease is not there");
  }

  @Test
  void aConnectionThatIsCutIsTriedAgain() throws Exception {
    mirror.cutOnce(mirror.index(Suite.RELEASE, "amd64"));
    run(true, false);
    assertThat(mirror.asked())
        .filteredOn(path -> path.equals(mirror.index(Suite.RELEASE, "amd64")))
        .hasSize(2);
  }

  @Test
  void aLongerIndexThanAnnouncedIsCutOff() throws Exception {
    String path = mirror.index(Suite.RELEASE, "amd64");
    mirror
        .files()
        .computeIfPresent(
            path, (name, bytes) -> java.util.Arrays.copyOf(bytes, bytes.length + 100_000));
    assertThatThrownBy(() -> run(true, false))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("sends more than");
    try (var left = Files.list(folder.resolve("store/tmp"))) {
      assertThat(left).isEmpty();
    }
  }
}
