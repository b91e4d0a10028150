package com.genericcorp.hq.release.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Checksums;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.sign.Minisign;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.testing.TestPackages;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifiedImagesTest {
  private static final Version VERSION = Version.parse("1.2.0");
  private static final String DIGEST = "sha256:" + "3b".repeat(32);
  private static final String SERVER =
      "{\"images\":[{\"name\":\"server\",\"platform\":\"linux/%s\","
          + "\"reference\":\"registry.example.com/agenthq-server@"
          + DIGEST
          + "\"}]}";

  @TempDir Path folder;
  private final SecretKey key = SecretKey.generate();

  @Test
  void aSignedPackageTellsItsImagesByDigest() throws Exception {
    publish(Map.of("digests.json", SERVER));
    assertThat(VerifiedImages.in(folder, VERSION, key.publicKey()))
        .containsExactly(
            new ReleasedImage(
                "server", "registry.example.com/agenthq-server", Digest.parse(DIGEST)));
  }

  @Test
  void nothingIsToldOfAPackageThatAnotherSignedOrThatWasChanged() throws Exception {
    publish(Map.of("digests.json", SERVER));
    assertThatThrownBy(() -> VerifiedImages.in(folder, VERSION, SecretKey.generate().publicKey()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("was signed with the key " + key.publicKey().name())
        .hasMessageEndingWith("do not use the release 1.2.0");
    TestPackages.archive(
        folder.resolve(VerifiedImages.archive(VERSION)),
        TestPackages.files("1.2.0", "online", Map.of("digests.json", SERVER.replace("3b", "4c"))));
    assertThatThrownBy(() -> VerifiedImages.in(folder, VERSION, key.publicKey()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("agenthq-1.2.0.tar.gz is sha256:");
  }

  @Test
  void aPackageWithoutReferencesHasNothingToCopy() throws Exception {
    publish(Map.of("digests.json", "{\"images\":[{\"name\":\"server\",\"reference\":\"\"}]}"));
    assertThatThrownBy(() -> VerifiedImages.in(folder, VERSION, key.publicKey()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("prepared without --registry");
  }

  private void publish(Map<String, String> further) throws Exception {
    TestPackages.archive(
        folder.resolve(VerifiedImages.archive(VERSION)),
        TestPackages.files("1.2.0", "online", further));
    Path sums = folder.resolve(Checksums.FILE);
    Files.writeString(sums, Checksums.of(Asset.in(folder)).text());
    Files.writeString(
        folder.resolve(Checksums.FILE + Minisign.SUFFIX), Minisign.sign(key, sums, "words"));
  }
}
