package com.genericcorp.hq.builder.debian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.PackageIndex;
import com.genericcorp.hq.builder.debian.archive.Release;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.base.BaseTree;
import com.genericcorp.hq.builder.debian.base.Licences;
import com.genericcorp.hq.builder.debian.deb.DebLimits;
import com.genericcorp.hq.builder.debian.deb.TarContents;
import com.genericcorp.hq.builder.debian.jre.JreLinker;
import com.genericcorp.hq.builder.debian.lock.LockFile;
import com.genericcorp.hq.builder.debian.lock.LockedPackage;
import com.genericcorp.hq.builder.debian.lock.LockedPackages;
import com.genericcorp.hq.builder.debian.lock.Locking;
import com.genericcorp.hq.builder.debian.lock.PackageStore;
import com.genericcorp.hq.builder.debian.mirror.Download;
import com.genericcorp.hq.builder.debian.mirror.Mirror;
import com.genericcorp.hq.builder.debian.mirror.MirrorAddress;
import com.genericcorp.hq.builder.debian.signature.ArchiveKeys;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * This machine's own Debian mirror, whatever it has today; skipped where there is none. Nothing
 * here depends on a version, so that a day on which Debian publishes is a day like others.
 */
class RealMirrorIT {
  private static final List<String> MODULES = List.of("java.base", "java.logging");

  @TempDir private static Path folder;
  private static MirrorAddress address;
  private static BlobStore store;
  private static LockedPackages lock;
  private static List<BaseNeeds> needs;

  @BeforeAll
  static void lockTheRepositorysImages() throws IOException {
    // The user's own store, if there is one, spares the mirror; what is in it is verified.
    store = BlobStore.of(System.getenv());
    Mirror mirror = mirrorOfThisMachine();
    List<Release> releases = releasesIfReachable(mirror);
    List<PackageIndex> indices = new ArrayList<>();
    for (Architecture architecture : Architecture.values()) {
      indices.add(mirror.packages(releases, architecture));
    }
    Path images = Path.of("").toAbsolutePath().getParent();
    needs = new ImageFiles(images).all();
    lock = Locking.resolve(needs, indices);
    assertThat(indices.get(0).find("libc6")).isPresent();
    assertThat(indices.get(0).securityVersion("no-such-package")).isEmpty();
  }

  /** Skips where none is named; an address that is none, in a variable for example, fails. */
  private static Mirror mirrorOfThisMachine() {
    try {
      address = MirrorAddress.find(null, System.getenv(), Path.of("/etc/apt"));
    } catch (MirrorAddress.NoneNamed none) {
      abort("needs a Debian mirror: " + none.getMessage());
    }
    return new Mirror(address, ArchiveKeys.debian13(), store, new Download(), Clock.systemUTC());
  }

  /** Skips where the mirror cannot be reached; what it sends and cannot be verified fails. */
  private static List<Release> releasesIfReachable(Mirror mirror) throws IOException {
    try {
      return mirror.releases(false, warning -> {});
    } catch (Download.Unreachable away) {
      return abort("needs a Debian mirror: " + away.getMessage());
    }
  }

  private static PackageStore packages(BlobStore from) {
    return new PackageStore(from, new Download(), () -> address, Optional.empty());
  }

  private BaseTree.Inputs inputs(String image, Architecture platform, boolean jre)
      throws IOException {
    BaseNeeds need =
        needs.stream().filter(one -> one.image().equals(image)).findFirst().orElseThrow();
    return new BaseTree.Inputs(
        packages(store).debs(lock.closure(image, platform)),
        need.packages(),
        need.wins(),
        List.of(),
        jre
            ? Optional.of(
                new JreLinker(lock, packages(store), store).link(image, platform, 21, MODULES))
            : Optional.empty());
  }

  @Test
  void theServerNeedsNinePackages() {
    for (Architecture platform : Architecture.values()) {
      assertThat(lock.closure("server", platform)).hasSizeLessThanOrEqualTo(10);
      assertThat(lock.build("server", platform))
          .extracting(LockedPackage::name)
          .containsExactly("openjdk-21-jdk-headless");
    }
  }

  @Test
  void everyImageIsLaidOutWithoutALibraryMissing() throws IOException {
    for (String image : List.of("edge", "alertmanager", "postgres", "prometheus")) {
      for (Architecture platform : Architecture.values()) {
        FileTree tree = new BaseTree(store, DebLimits.DEFAULT).tree(inputs(image, platform, false));
        assertThat(tree.find(platform.loader())).as(image).isPresent();
        assertThat(tree.find("etc/os-release")).as(image).isPresent();
        assertThat(Licences.of(tree, "libc6")).as(image).isNotEmpty();
      }
    }
  }

  @Test
  void theRuntimeIsTheSameWhoeverLinksIt() throws Exception {
    for (Architecture platform : Architecture.values()) {
      FileTree tree = new BaseTree(store, DebLimits.DEFAULT).tree(inputs("server", platform, true));
      assertThat(tree.find("usr/lib/jvm/java-21/lib/server/libjvm.so")).isPresent();
      assertThat(tree.find("usr/lib/jvm/java-21/bin/java").orElseThrow().node().mode())
          .isEqualTo(0755);
      assertThat(tree.find("usr/lib/jvm/java-21/lib/security/cacerts").orElseThrow().node())
          .isEqualTo(new Node.SymbolicLink("/etc/ssl/certs/java/cacerts", 0, 0));
      String here =
          hash(new JreLinker(lock, packages(store), store).link("server", platform, 21, MODULES));
      assertThat(linkElsewhere(platform)).isEqualTo(here);
    }
  }

  /** Links in a store that knows no runtime yet, by another process with other surroundings. */
  private static String linkElsewhere(Architecture platform) throws Exception {
    Path other = folder.resolve(platform.toString());
    BlobStore empty = new BlobStore(other);
    for (LockedPackage one : lock.packages()) {
      Optional<Path> file = store.intact(new Digest(one.sha256()));
      if (file.isPresent()) {
        Files.createDirectories(other.resolve("sha256"));
        Files.copy(file.get(), empty.path(new Digest(one.sha256())));
      }
    }
    Path lockFile = folder.resolve("lock-" + platform);
    LockFile.write(lockFile, lock);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                "umask 0077; exec \"$@\"",
                "sh",
                java,
                "-cp",
                System.getProperty("java.class.path"),
                LinkingProgram.class.getName(),
                other.toString(),
                lockFile.toString(),
                platform.toString())
            .redirectErrorStream(true);
    builder.environment().put("LC_ALL", "tr_TR.UTF-8");
    builder.environment().put("TZ", "Asia/Kathmandu");
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(output).isZero();
    return output.strip().toLowerCase(Locale.ROOT);
  }

  /** Links a runtime and prints the hash of what came out. */
  static final class LinkingProgram {
    private LinkingProgram() {}

    public static void main(String[] arguments) throws IOException {
      BlobStore store = new BlobStore(Path.of(arguments[0]));
      LockedPackages lock = LockFile.read(Path.of(arguments[1]), "the lock");
      PackageStore packages =
          new PackageStore(
              store,
              new Download(),
              () -> {
                throw new Failed("all should be in the store");
              },
              Optional.empty());
      System.out.println(
          hash(
              new JreLinker(lock, packages, store)
                  .link("server", Architecture.of(arguments[2]), 21, MODULES)));
    }
  }

  /** Of all paths, modes, links and bytes. */
  private static String hash(BaseTree.LinkedJre jre) throws IOException {
    StringBuilder all = new StringBuilder();
    for (TarContents.Item item : jre.items()) {
      all.append(item.path()).append(' ').append(Integer.toOctalString(item.node().mode()));
      if (item.node() instanceof Node.RegularFile file) {
        try (InputStream in = file.content().open()) {
          all.append(' ').append(Digest.of(in.readAllBytes()).hex());
        }
      } else if (item.node() instanceof Node.SymbolicLink link) {
        all.append(' ').append(link.target());
      }
      all.append('\n');
    }
    return Digest.of(all.toString()).hex();
  }

  @Test
  void everySuiteOfTheMirrorWasVerified() {
    assertThat(lock.packages()).extracting(LockedPackage::suite).contains(Suite.RELEASE);
    assertThat(needs).extracting(BaseNeeds::image).contains("server", "postgres", "edge");
  }
}
