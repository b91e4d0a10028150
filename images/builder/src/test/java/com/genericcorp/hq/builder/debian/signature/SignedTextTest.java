package com.genericcorp.hq.builder.debian.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.debian.TestKey;
import com.genericcorp.hq.cli.Failed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.junit.jupiter.api.Test;

class SignedTextTest {
  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final String TEXT =
      "Origin: Test\nSHA256:\n 00ff  12 main/Packages.xz\n-dash  \nend";

  private static SignedText verify(byte[] file, ArchiveKeys keys) {
    return SignedText.verify(file, "InRelease", keys, NOW);
  }

  private static String text(byte[] file) {
    return new String(file, StandardCharsets.UTF_8);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aTextSignedByAPinnedKeyIsReadAsItWasSigned() throws Exception {
    TestKey key = TestKey.create();
    SignedText read = verify(key.clearSign(TEXT, NOW), key.pinned());
    assertThat(read.lines())
        .containsExactly("Origin: Test", "SHA256:", " 00ff  12 main/Packages.xz", "-dash", "end");
    assertThat(read.signers()).containsExactly(key.fingerprint());
  }

  @Test
  void whiteSpaceAtTheEndsOfLinesAndTheirKindAreNotSigned() throws Exception {
    TestKey key = TestKey.create();
    String file = text(key.clearSign(TEXT, NOW));
    assertThat(verify(bytes(file.replace("\n", "\r\n")), key.pinned()).lines()).hasSize(5);
    assertThat(
            verify(bytes(file.replace("Origin: Test\n", "Origin: Test \t\n")), key.pinned())
                .lines())
        .hasSize(5);
  }

  @Test
  void everyFlippedByteOfTheTextIsRefused() throws Exception {
    TestKey key = TestKey.create();
    byte[] file = key.clearSign(TEXT, NOW);
    int from = text(file).indexOf("Origin");
    int to = text(file).indexOf("-----BEGIN PGP SIGNATURE");
    int refused = 0;
    for (int at = from; at < to; at++) {
      byte[] flipped = file.clone();
      flipped[at] ^= 1;
      if (" \t\r\n".indexOf(file[at]) >= 0 || " \t\r\n".indexOf(flipped[at]) >= 0) {
        continue; // white space may be none of the signed text
      }
      assertThatThrownBy(() -> verify(flipped, key.pinned()))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("InRelease");
      refused++;
    }
    assertThat(refused).isGreaterThan(30);
  }

  @Test
  void aFlippedByteOfTheSignatureIsRefused() throws Exception {
    TestKey key = TestKey.create();
    byte[] file = key.clearSign(TEXT, NOW);
    int from = text(file).indexOf("\n\n", text(file).indexOf("BEGIN PGP SIGNATURE")) + 2;
    for (int at = from; at < from + 60; at++) {
      byte[] flipped = file.clone();
      flipped[at] = (byte) (file[at] == 'A' ? 'B' : 'A');
      assertThatThrownBy(() -> verify(flipped, key.pinned())).isInstanceOf(Failed.class);
    }
  }

  @Test
  void aKeyThatIsNotPinnedIsNotAccepted() throws Exception {
    assertThatThrownBy(
            () -> verify(TestKey.create().clearSign(TEXT, NOW), TestKey.create().pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("not one of those pinned");
  }

  @Test
  void aKeyUnderAnotherFingerprintIsRefused() throws Exception {
    TestKey key = TestKey.create();
    byte[] file = key.file();
    assertThatThrownBy(() -> ArchiveKeys.of(Map.of("00".repeat(20), file)))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(key.fingerprint());
  }

  @Test
  void anExpiredKeyIsNotAccepted() throws Exception {
    TestKey key = TestKey.create(Duration.ofDays(30));
    assertThatThrownBy(
            () -> verify(key.clearSign(TEXT, TestKey.MADE.plusSeconds(60)), key.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("expired on 2026-01-31");
  }

  @Test
  void aRevokedKeyIsNotAccepted() throws Exception {
    TestKey key = TestKey.create();
    key.revoke();
    assertThatThrownBy(() -> verify(key.clearSign(TEXT, NOW), key.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("revoked");
  }

  @Test
  void aSubkeySignsForItsPinnedKeyUntilItExpires() throws Exception {
    TestKey key = TestKey.withSubkey(Duration.ZERO);
    assertThat(verify(key.clearSign(TEXT, NOW), key.pinned()).signers())
        .singleElement()
        .asString()
        .endsWith(" of " + key.fingerprint());
    TestKey expired = TestKey.withSubkey(Duration.ofDays(1));
    assertThatThrownBy(() -> verify(expired.clearSign(TEXT, NOW), expired.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("expired");
  }

  @Test
  void aSubkeyThatDoesNotSayWhoseItIsIsNotAccepted() throws Exception {
    TestKey key = TestKey.withForeignSubkey();
    assertThatThrownBy(() -> verify(key.clearSign(TEXT, NOW), key.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("does not vouch");
  }

  @Test
  void weakHashesAndSignaturesOutOfTheirTimeAreNotAccepted() throws Exception {
    TestKey key = TestKey.create();
    assertThatThrownBy(
            () ->
                verify(
                    key.clearSign(TEXT, NOW, HashAlgorithmTags.SHA1, Duration.ZERO), key.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("weaker than SHA-256");
    assertThatThrownBy(
            () ->
                verify(
                    key.clearSign(
                        TEXT,
                        NOW.minusSeconds(7_200),
                        HashAlgorithmTags.SHA256,
                        Duration.ofHours(1)),
                    key.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("signature expired");
    assertThatThrownBy(
            () -> verify(key.clearSign(TEXT, NOW.plus(Duration.ofDays(3))), key.pinned()))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("future");
  }

  @Test
  void nothingStandsOutsideOfTheSignedPart() throws Exception {
    TestKey key = TestKey.create();
    String file = text(key.clearSign(TEXT, NOW));
    List<String> changed =
        List.of(
            "Codename: evil\n" + file,
            file + "Codename: evil\n",
            file.replace("Hash: SHA256\n", "Hash: SHA256\nCodename: evil\n"),
            file.replace("- -dash", "-dash"),
            file.substring(0, file.indexOf("-----END")),
            file + file);
    for (String one : changed) {
      assertThatThrownBy(() -> verify(bytes(one), key.pinned()))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("refused");
    }
  }

  @Test
  void debiansOwnKeysAreThePinnedOnes() {
    assertThat(ArchiveKeys.debian13().rings()).hasSize(3);
  }
}
