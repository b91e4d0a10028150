package com.genericcorp.hq.release.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.testing.Programs;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Signatures, read by the programs that customers have. */
class SignatureTest {
  @TempDir Path folder;
  private final SecretKey key = SecretKey.generate();
  private Path file;

  @BeforeEach
  void sign() throws Exception {
    file = Files.writeString(folder.resolve("SHA256SUMS"), "0123  a file\n");
    Files.writeString(folder.resolve("agenthq.pub"), key.publicKey().file());
    Files.writeString(folder.resolve("agenthq.pem"), key.publicKey().pem());
    Files.writeString(folder.resolve("secret"), key.secretFile());
    Files.writeString(
        folder.resolve("SHA256SUMS.minisig"), Minisign.sign(key, file, "agenthq 1.0.0"));
  }

  @Test
  void minisignTakesOurSignature() {
    assumeTrue(Programs.has("minisign"), "minisign is not installed; .ci/run installs it");
    assertThat(Programs.run(folder, "minisign", "-Vm", "SHA256SUMS", "-p", "agenthq.pub"))
        .contains("Signature and comment signature verified")
        .contains("Trusted comment: agenthq 1.0.0");
    assertThat(
            Programs.run(folder, "minisign", "-Vm", "SHA256SUMS", "-P", key.publicKey().base64()))
        .contains("verified");
  }

  @Test
  void aKeysNameHasNoZerosInFrontAsMinisignShowsIt() {
    String key = "RWSYOUmCqOW2CNg5nhmIuUPz7TumDnfZ35VrM8gdXXpMOzOsxYb+jqYK";
    assertThat(PublicKey.read(key, "its.pub").name()).isEqualTo("8B6E5A882493998");
  }

  @Test
  void weTakeMinisignsSignatureAndItsKeys() throws Exception {
    assumeTrue(Programs.has("minisign"), "minisign is not installed; .ci/run installs it");
    Programs.run(folder, "minisign", "-G", "-W", "-p", "its.pub", "-s", "its.secret");
    Programs.run(
        folder, "minisign", "-S", "-W", "-s", "its.secret", "-m", "SHA256SUMS", "-t", "words");
    SecretKey its = SecretKey.read(Files.readString(folder.resolve("its.secret")), "its.secret");
    assertThat(its.publicKey().file()).isEqualTo(Files.readString(folder.resolve("its.pub")));
    assertThat(
            Minisign.verify(
                PublicKey.read(Files.readString(folder.resolve("its.pub")), "its.pub"),
                file,
                Files.readString(folder.resolve("SHA256SUMS.minisig"))))
        .isEqualTo("words");
    // And it signs with ours.
    Programs.run(folder, "minisign", "-S", "-W", "-s", "secret", "-m", "SHA256SUMS", "-t", "w");
    assertThat(
            Minisign.verify(
                key.publicKey(), file, Files.readString(folder.resolve("SHA256SUMS.minisig"))))
        .isEqualTo("w");
  }

  @Test
  void opensslTakesOurSignature() throws Exception {
    byte[] all =
        Base64.getDecoder().decode(Files.readAllLines(folder.resolve("SHA256SUMS.minisig")).get(1));
    Files.write(folder.resolve("signature"), java.util.Arrays.copyOfRange(all, 10, all.length));
    Programs.run(folder, "openssl", "dgst", "-blake2b512", "-binary", "-out", "hash", "SHA256SUMS");
    String[] verify = {
      "openssl",
      "pkeyutl",
      "-verify",
      "-pubin",
      "-inkey",
      "agenthq.pem",
      "-rawin",
      "-in",
      "hash",
      "-sigfile",
      "signature"
    };
    assertThat(Programs.run(folder, verify)).contains("Signature Verified Successfully");
    Files.writeString(folder.resolve("hash"), "0".repeat(64));
    assertThat(Programs.start(folder, Map.of(), verify).code()).isNotZero();
  }

  @Test
  void theGuidesCommandsCheckADownload() throws Exception {
    Path guide = com.genericcorp.hq.model.Repository.find().root().resolve("docs/self-hosting.md");
    String text = Files.readString(guide);
    String commands =
        text.substring(text.indexOf("```\n", text.indexOf("Without minisign")) + 4).split("```")[0];
    assertThat(commands).contains("openssl pkeyutl -verify");
    assertThat(Programs.run(folder, "sh", "-e", "-c", commands))
        .contains("Signature Verified Successfully");
    Files.writeString(file, "changed");
    assertThat(Programs.start(folder, Map.of(), "sh", "-e", "-c", commands).code()).isNotZero();
  }

  @Test
  void gitTakesOurSignatureOfATag() throws Exception {
    Programs.run(folder, "git", "init", "--quiet");
    String tag =
        """
        object 4b825dc642cb6eb9a060e54bf8d69288fbee4904
        type tree
        tag v1.0.0
        tagger Ada <ada@example.com> 1700000000 +0000

        AgentHQ 1.0.0
        """;
    String signed =
        tag
            + new String(
                SshSignature.ofTag(key, tag.getBytes(StandardCharsets.UTF_8)),
                StandardCharsets.US_ASCII);
    Files.writeString(folder.resolve("tag"), signed);
    Files.writeString(
        folder.resolve("signers"),
        "ada@example.com " + SshSignature.publicLine(key.publicKey()) + "\n");
    Programs.run(folder, "git", "hash-object", "-w", "-t", "tree", "/dev/null");
    String id = Programs.run(folder, "git", "hash-object", "-w", "-t", "tag", "tag").strip();
    String[] verify = {"git", "-c", "gpg.ssh.allowedSignersFile=signers", "verify-tag", id};
    assertThat(Programs.run(folder, verify)).contains("Good \"git\" signature for ada@example.com");
    Files.writeString(folder.resolve("tag"), signed.replace("1.0.0\n-", "1.0.1\n-"));
    verify[4] = Programs.run(folder, "git", "hash-object", "-w", "-t", "tag", "tag").strip();
    assertThat(Programs.start(folder, Map.of(), verify).code()).isNotZero();
  }

  @Test
  void whatWasChangedIsRefusedInASentence() throws Exception {
    String signature = Files.readString(folder.resolve("SHA256SUMS.minisig"));
    PublicKey open = key.publicKey();
    assertThat(Minisign.verify(open, file, signature)).isEqualTo("agenthq 1.0.0");
    assertThatThrownBy(() -> Minisign.verify(open, file, signature.replace("1.0.0", "1.0.1")))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("comment in the signature of SHA256SUMS was changed");
    assertThatThrownBy(() -> Minisign.verify(SecretKey.generate().publicKey(), file, signature))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("was signed with the key " + open.name());
    assertThatThrownBy(() -> Minisign.verify(open, file, "nothing"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("expected minisign's four lines");
    Files.writeString(file, "0124  a file\n");
    assertThatThrownBy(() -> Minisign.verify(open, file, signature))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("SHA256SUMS is not what was signed: do not use it");
  }

  @Test
  void theSameFileHasTheSameSignature() throws Exception {
    assertThat(Minisign.sign(key, file, "agenthq 1.0.0"))
        .isEqualTo(Files.readString(folder.resolve("SHA256SUMS.minisig")));
  }

  @Test
  void aKeyThatIsNoneIsRefusedAndNeverShown() {
    String text = key.secretFile();
    String secret = text.lines().toList().get(1);
    assertThatThrownBy(() -> SecretKey.read(secret.substring(4), "HQ_RELEASE_KEY"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("HQ_RELEASE_KEY is no minisign secret key")
        .message()
        .doesNotContain(secret.substring(8, 20));
    byte[] bytes = Base64.getDecoder().decode(secret);
    bytes[120] ^= 1;
    String damaged = Base64.getEncoder().encodeToString(bytes);
    assertThatThrownBy(() -> SecretKey.read(damaged, "key"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("damaged");
    assertThatThrownBy(
            () -> KeySource.find(Map.of("HQ_RELEASE_KEY", text, "HQ_RELEASE_KEY_FILE", "f")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("both set");
    assertThatThrownBy(() -> KeySource.find(Map.of("HQ_RELEASE_KEY_FILE", "/nowhere/key")))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("make it by 'scripts/hq release key'");
    assertThat(KeySource.find(Map.of())).isEmpty();
    assertThat(key.toString()).doesNotContain(secret.substring(80, 90));
  }
}
