package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the program says of the release's own files. */
class PackageCheckTest extends PackageProgram {
  @TempDir Path folder;

  @Test
  void aChangedAddedOrMissingFileOfThePackageIsNamed() throws Exception {
    Path home = TestBundle.unpacked(folder);
    Path release = home.resolve("releases/1.0.0");
    List<String> shell = List.of("sh");
    String check = "mkdir -p \"$home/state\"; package_check; echo right";
    assertThat(sh(shell, home, check).out()).isEqualTo("right\n");
    Path compose = release.resolve("compose.yaml");
    String right = Files.readString(compose);
    Files.writeString(compose, right + "\n");
    assertThat(sh(shell, home, check).err())
        .contains("compose.yaml in")
        .contains("is not as it was packed");
    Files.writeString(compose, right);
    Files.writeString(release.resolve("lib/more.sh"), "");
    assertThat(sh(shell, home, check).err()).contains("missing or added: lib/more.sh");
    Files.delete(release.resolve("lib/more.sh"));
    Files.delete(release.resolve("docs/self-hosting.md"));
    Programs.Ended missing = sh(shell, home, check);
    assertThat(missing.code()).isEqualTo(1);
    assertThat(missing.err()).contains("missing or added: docs/self-hosting.md");
  }

  @ParameterizedTest
  @MethodSource("shells")
  void theSignatureIsCheckedByOpensslAndItsKeyNamed(List<String> shell) throws Exception {
    assumeTrue(Programs.find("openssl").isPresent(), "no openssl: the signature is not checked");
    TestSeal signer = new TestSeal();
    Path home = TestBundle.unpackedAndSigned(folder, signer);
    Path release = home.resolve("releases/1.0.0");
    String check = "mkdir -p \"$home/state\"; package_check >/dev/null; echo right";
    Programs.Ended right = sh(shell, home, check);
    assertThat(right.out()).as(right.err()).isEqualTo("right\n");
    assertThat(right.err())
        .contains("It is signed by the key " + signer.signer().key().name() + ": ");

    Path signature = release.resolve("SHA256SUMS.minisig");
    Files.writeString(signature, new TestSeal().signatureOf("another list"));
    Programs.Ended other = sh(shell, home, check);
    assertThat(other.code()).isEqualTo(1);
    assertThat(other.err()).contains("does not fit: do not use it, and download it again");
    assertThat(other.out()).isEmpty();

    Files.delete(signature);
    Programs.Ended none = sh(shell, home, check);
    assertThat(none.out()).isEqualTo("right\n");
    assertThat(none.err()).contains("warning: this package is not signed");

    Files.writeString(
        signature, signer.signatureOf(Files.readString(release.resolve("SHA256SUMS"))));
    Programs.Ended without = sh(shell, home, "openssl() { return 127; }; " + check);
    assertThat(without.out()).isEqualTo("right\n");
    assertThat(without.err()).contains("warning: the package's signature was not checked");
  }
}
