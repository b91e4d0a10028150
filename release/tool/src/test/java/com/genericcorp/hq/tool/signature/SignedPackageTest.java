package com.genericcorp.hq.tool.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedPackageTest {
  private static final String AT = "agenthq/releases/1.1.0/";

  /** Of minisign's own documentation: a key, and a signature that it made by the old way. */
  private static final String KNOWN_KEY =
      "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

  private final Ed25519PrivateKeyParameters own =
      new Ed25519PrivateKeyParameters("k".repeat(32).getBytes(StandardCharsets.US_ASCII));
  private final Map<String, String> files = new LinkedHashMap<>();

  SignedPackageTest() {
    files.put("agenthq/agenthq", "launcher");
    files.put(AT + "VERSION", "1.1.0\n");
    files.put(AT + "lib/install.sh", "echo\n");
  }

  @Test
  void aSignedPackageIsAcceptedWholeAndAsAFolder() throws IOException {
    sign();
    SignedPackage found = check(PublicKey.parse(key(own, 1)));
    assertThat(found.folder()).isEqualTo("agenthq/releases/1.1.0");
    assertThat(found.files()).isEqualTo(2);
    assertThat(found.comment()).isEqualTo("agenthq 1.1.0");
    assertThat(found.small().get("VERSION")).asString().isEqualTo("1.1.0\n");

    Map<String, String> folder = new LinkedHashMap<>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith(AT)) {
            folder.put(path.substring(AT.length()), text);
          }
        });
    files.clear();
    files.putAll(folder);
    assertThat(check(PublicKey.parse("untrusted comment: x\n" + key(own, 1) + "\n")).folder())
        .isEmpty();
  }

  @Test
  void whatWasChangedAddedOrTakenAwayIsNamed() throws IOException {
    sign();
    Map<String, String> signed = Map.copyOf(files);
    refused(Map.of(AT + "lib/install.sh", "evil\n"), "lib/install.sh was changed");
    refused(Map.of(AT + "lib/more.sh", "x"), "lib/more.sh does not belong there");
    refused(Map.of("agenthq/releases/9.9.9/agenthq", "x"), "outside its release's folder");
    refused(Map.of(AT + "agenthq.pub", KNOWN_KEY), "another public key");
    files.put(AT + "agenthq.pub", key(own, 1));
    assertThat(check(PublicKey.parse(key(own, 1))).files()).isEqualTo(2);
    files.remove(AT + "agenthq.pub");
    refused(Map.of("agenthq/.env", "x"), "outside its release's folder");
    refused(Map.of(AT + "lib/SHA256SUMS", "x"), "2 lists of checksums");
    files.remove(AT + "lib/install.sh");
    assertThatThrownBy(() -> check(null)).hasMessageContaining("lib/install.sh is missing");
    files.putAll(signed);
    files.remove(AT + "SHA256SUMS");
    assertThatThrownBy(() -> check(null)).hasMessageContaining("0 lists of checksums");
  }

  @Test
  void aListOrSignatureOfSomebodyElseIsRefused() throws IOException {
    sign();
    PublicKey right = PublicKey.parse(key(own, 1));
    String list = files.get(AT + "SHA256SUMS");
    String signature = files.get(AT + "SHA256SUMS.minisig");
    files.put(AT + "SHA256SUMS", list.replace("VERSION", "VERSIOM"));
    assertThatThrownBy(() -> check(right)).hasMessageContaining("does not fit");
    files.put(AT + "SHA256SUMS", list);
    files.put(AT + "SHA256SUMS.minisig", signature.replace("agenthq 1.1.0", "agenthq 9.9.9"));
    assertThatThrownBy(() -> check(right)).hasMessageContaining("does not fit");
    files.put(AT + "SHA256SUMS.minisig", "no signature");
    assertThatThrownBy(() -> check(right))
        .hasMessageContaining("no signature in minisign's format");
    files.remove(AT + "SHA256SUMS.minisig");
    assertThatThrownBy(() -> check(right)).hasMessageContaining("has no signature");
    files.put(AT + "SHA256SUMS.minisig", signature);
    assertThatThrownBy(() -> check(PublicKey.parse(KNOWN_KEY))).hasMessageContaining("another key");
    Ed25519PrivateKeyParameters other = new Ed25519PrivateKeyParameters(new byte[32]);
    assertThatThrownBy(() -> check(PublicKey.parse(key(other, 1))))
        .hasMessageContaining("does not fit");
    assertThatThrownBy(() -> PublicKey.parse("RW")).isInstanceOf(InvalidInput.class);
  }

  @Test
  void withoutAKeyChecksumsAloneAreCompared() throws IOException {
    sign();
    files.remove(AT + "SHA256SUMS.minisig");
    assertThat(check(null).comment()).isNull();
  }

  private void refused(Map<String, String> change, String why) {
    Map<String, String> before = Map.copyOf(files);
    files.putAll(change);
    assertThatThrownBy(() -> check(PublicKey.parse(key(own, 1))))
        .isInstanceOf(Failed.class)
        .hasMessageContaining(why);
    files.keySet().retainAll(before.keySet());
    files.putAll(before);
  }

  private SignedPackage check(@Nullable PublicKey key) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    TarWriter tar = new TarWriter(packed, 0644);
    for (Map.Entry<String, String> file : files.entrySet()) {
      tar.add(file.getKey(), file.getValue().getBytes(StandardCharsets.UTF_8));
    }
    tar.finish();
    return SignedPackage.check(new ByteArrayInputStream(packed.toByteArray()), key);
  }

  private void sign() {
    Map<String, String> sums = new TreeMap<>();
    files.forEach(
        (path, text) -> {
          if (path.startsWith(AT)) {
            MessageDigest digest = Checksums.sha256();
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            sums.put(path.substring(AT.length()), Checksums.hex(digest));
          }
        });
    String list = new Checksums(sums).text();
    files.put(AT + "SHA256SUMS", list);
    files.put(AT + "SHA256SUMS.minisig", signature(list.getBytes(StandardCharsets.UTF_8)));
  }

  private String signature(byte[] message) {
    Blake2bDigest blake = new Blake2bDigest(512);
    blake.update(message, 0, message.length);
    byte[] hash = new byte[64];
    blake.doFinal(hash, 0);
    byte[] signature = sign(hash);
    byte[] comment = "agenthq 1.1.0".getBytes(StandardCharsets.UTF_8);
    byte[] whole =
        sign(ByteBuffer.allocate(64 + comment.length).put(signature).put(comment).array());
    return "untrusted comment: signature\n"
        + base64(
            ByteBuffer.allocate(74)
                .put((byte) 'E')
                .put((byte) 'D')
                .putLong(1)
                .put(signature)
                .array())
        + "\ntrusted comment: agenthq 1.1.0\n"
        + base64(whole)
        + "\n";
  }

  private byte[] sign(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, own);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  private static String key(Ed25519PrivateKeyParameters key, long number) {
    return base64(
        ByteBuffer.allocate(42)
            .put((byte) 'E')
            .put((byte) 'd')
            .putLong(number)
            .put(key.generatePublicKey().getEncoded())
            .array());
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
