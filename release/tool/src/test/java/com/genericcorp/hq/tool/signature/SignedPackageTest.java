package com.genericcorp.hq.tool.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.tar.TarWriter;
import com.genericcorp.hq.tool.testing.Signer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SignedPackageTest {
  private static final String AT = "agenthq/releases/1.1.0/";

  /** Of minisign's own documentation: a key, and a signature that it made by the old way. */
  private static final String KNOWN_KEY =
      "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3";

  private final Signer own = new Signer();
  private final Map<String, String> files = new LinkedHashMap<>();

  SignedPackageTest() {
    files.put("agenthq/agenthq", "launcher");
    files.put(AT + "VERSION", "1.1.0\n");
    files.put(AT + "lib/install.sh", "echo\n");
  }

  @Test
  void aSignedPackageIsAcceptedWholeAndAsAFolder() throws IOException {
    sign();
    SignedPackage found = check(PublicKey.read(own.key().base64(), "its key"));
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
    assertThat(check(PublicKey.read(own.publicKey(), "its key")).folder()).isEmpty();
  }

  @Test
  void whatWasChangedAddedOrTakenAwayIsNamed() throws IOException {
    sign();
    Map<String, String> signed = Map.copyOf(files);
    refused(Map.of(AT + "lib/install.sh", "evil\n"), "lib/install.sh was changed");
    refused(Map.of(AT + "lib/more.sh", "x"), "lib/more.sh does not belong there");
    refused(Map.of("agenthq/releases/9.9.9/agenthq", "x"), "outside its release's folder");
    refused(Map.of(AT + "agenthq.pub", KNOWN_KEY), "another public key");
    files.put(AT + "agenthq.pub", own.key().base64());
    assertThat(check(own.key()).files()).isEqualTo(2);
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
    PublicKey right = own.key();
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
    assertThatThrownBy(() -> check(PublicKey.read(KNOWN_KEY, "its key")))
        .hasMessageContaining("another key");
    assertThatThrownBy(() -> check(new Signer().key())).hasMessageContaining("does not fit");
    assertThatThrownBy(() -> PublicKey.read("RW", "its key")).isInstanceOf(InvalidInput.class);
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
    assertThatThrownBy(() -> check(own.key())).isInstanceOf(Failed.class).hasMessageContaining(why);
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

  private void sign() throws IOException {
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
    files.put(
        AT + "SHA256SUMS.minisig",
        own.sign(list.getBytes(StandardCharsets.UTF_8), "agenthq 1.1.0"));
  }
}
