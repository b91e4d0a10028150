package com.genericcorp.hq.bundle;

import static com.genericcorp.hq.bundle.TestInstallation.done;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Programs;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused on the real engine before anything is started. */
class RefusedInstallIT extends EngineFixture {
  /** One that no engine has: an image that is there, and right, needs not be loaded. */
  private static final String VERSION =
      "0.0.0-" + UUID.randomUUID().toString().substring(0, 8) + "x";

  private static Path archive;

  @TempDir Path folder;

  @BeforeAll
  static void makeThePackage() {
    archive = TestBundle.forThisMachine(shared, VERSION);
  }

  private TestInstallation installation() throws Exception {
    return new TestInstallation(archive, folder.resolve("a folder"));
  }

  @Test
  void aPortThatSomebodyHoldsIsNamedAndNothingIsStarted() throws Exception {
    try (TestInstallation installed = installation();
        ServerSocket held =
            new ServerSocket(installed.https, 1, InetAddress.getByName("127.0.0.1"))) {
      Programs.Ended refused = installed.run(List.of(), installed.install());
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.err())
          .contains("✗ port-" + held.getLocalPort())
          .contains("set AGENTHQ_HTTPS_PORT to another port");
      assertThat(installed.onTheEngine("container")).isEmpty();
      assertThat(installed.onTheEngine("volume")).isEmpty();
    }
  }

  @Test
  void anImageThatIsNotThePackagesIsRefused() throws Exception {
    try (TestInstallation installed = installation()) {
      Path release = installed.home.resolve("releases").resolve(VERSION);
      Path tar = release.resolve("images");
      Path file;
      try (Stream<Path> files = Files.list(tar)) {
        file = files.filter(one -> one.toString().contains("edge-")).findFirst().orElseThrow();
      }
      // Another image under this name, in the package.
      try (Stream<Path> files = Files.list(tar)) {
        Path other =
            files.filter(one -> one.toString().contains("alertmanager-")).findFirst().orElseThrow();
        Files.copy(other, file, StandardCopyOption.REPLACE_EXISTING);
      }
      Programs.Ended changed = installed.run(List.of(), installed.install());
      assertThat(changed.code()).isEqualTo(1);
      assertThat(changed.err()).contains("images/edge-").contains("is not as it was packed");
      // And by somebody who thought of the checksums.
      String again =
          "cd \"$1\" && cut -c 67- SHA256SUMS | xargs sha256sum >new && mv new SHA256SUMS";
      done(Programs.run("sh", "-c", again, "sh", release.toString()));
      Programs.Ended other = installed.run(List.of(), installed.install());
      assertThat(other.code()).isEqualTo(1);
      assertThat(other.err()).contains("is not the image that digests.json names");
      assertThat(installed.onTheEngine("container")).isEmpty();
      assertThat(installed.onTheEngine("volume")).isEmpty();
    } finally {
      String loaded = engine.run("image", "ls", "--format", "{{.Repository}}:{{.Tag}}").out();
      for (String image :
          loaded.lines().filter(one -> one.contains(":" + VERSION + "-")).toList()) {
        engine.run("image", "rm", image);
      }
    }
  }

  @Test
  void tooLittleDiskIsAHardCheck() throws Exception {
    Path small = Files.createDirectory(folder.resolve("small"));
    boolean mounted =
        Programs.run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", small.toString()).code()
            == 0;
    assumeTrue(mounted, "not root: a small disk cannot be made");
    try {
      Path online = folder.resolve("online.tar.gz");
      TestBundle.in(folder).writeOnline(online, "registry.example.com/acme");
      Path home = TestBundle.unpack(online, small);
      Programs.Ended refused =
          Programs.run(
              home.resolve("agenthq").toString(), "preflight", "--domain", "agenthq.localhost");
      assertThat(refused.code()).isEqualTo(1);
      assertThat(refused.out()).containsPattern("✗ disk-here +[0-9]+ MiB are free for this folder");
      assertThat(refused.out()).contains("✓ docker", "✓ compose", "✓ clock", "✓ name");
    } finally {
      Programs.run("umount", small.toString());
    }
  }
}
