package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot lead to a certificate is refused in one sentence, before anything is made. */
class CertificateSettingsTest {
  private static final String HOST = "agenthq.example.com";

  @TempDir private Path folder;

  private Programs.Ended install(Path home, String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(home.resolve("agenthq").toString(), "install"));
    all.addAll(List.of(words));
    return Programs.run(all.toArray(String[]::new));
  }

  private static void isRefused(Path home, Programs.Ended ended, String sentence) {
    assertThat(ended.err()).contains(sentence).hasLineCount(1);
    assertThat(ended.code()).isEqualTo(2);
    assertThat(home.resolve("secrets")).doesNotExist();
    assertThat(home.resolve("state/journal")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--email=nobody|AGENTHQ_EMAIL is 'nobody': an e-mail address is expected",
        "--email=a@b|AGENTHQ_EMAIL is 'a@b': an e-mail address is expected",
        "--domain=agenthq.local|Let's Encrypt signs for public names only: set AGENTHQ_TLS to",
        "--domain=hq.home.arpa|Let's Encrypt signs for public names only",
        "--acme-directory=http://ca.example.com/dir|an address that begins with https://",
        "--acme-ca=releases/1.0.0/VERSION|AGENTHQ_ACME_DIRECTORY, which is empty",
      })
  void aFlagThatLeadsToNoCertificate(String example) throws Exception {
    Path home = TestBundle.unpacked(folder);
    List<String> words = new ArrayList<>(List.of(example.split("[=|]")));
    String sentence = words.remove(2);
    if (!example.startsWith("--domain")) {
      words.addAll(List.of("--domain", HOST));
    }
    isRefused(home, install(home, words.toArray(String[]::new)), sentence);
    assertThat(home.resolve(".env")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AGENTHQ_TENANT_HOST={slug}.elsewhere.example.com|nothing, or {slug}.agenthq.example.com",
        "AGENTHQ_ACME_CA=certificates/none.pem|there is no such file that can be read",
        "AGENTHQ_ACME_CA=certificates|there is no such file that can be read",
        "AGENTHQ_ACME_CA=certificates/text.pem|it has no certificate in PEM form",
      })
  void aLineThatLeadsToNoCertificate(String example) throws Exception {
    Path home = TestBundle.unpacked(folder);
    Files.createDirectory(home.resolve("certificates"));
    Files.writeString(home.resolve("certificates/text.pem"), "text\n");
    String[] parts = example.split("\\|");
    Files.writeString(
        home.resolve(".env"),
        "AGENTHQ_DOMAIN="
            + HOST
            + "\nAGENTHQ_ACME_DIRECTORY=https://ca.example.com/dir\n"
            + parts[0]
            + "\n");
    Programs.Ended ended = install(home);
    isRefused(home, ended, parts[1]);
    assertThat(ended.err()).contains(".env:3: ");
  }

  @Test
  void ownFilesForAnotherNameOrWithoutTheWildcardOrExpired() throws Exception {
    assumeTrue(Programs.find("openssl").isPresent(), "no openssl: certificates are not looked at");
    Path home = TestBundle.unpacked(folder);
    Path certificates = Files.createDirectory(home.resolve("certificates"));
    Path key = certificates.resolve("tls.key");
    Path own = certificates.resolve("tls.crt");
    certificate(key, own, "other.example.com");
    String[] words = {"--domain", HOST, "--tls", "files"};
    isRefused(home, install(home, words), "tls.crt is not for agenthq.example.com");
    certificate(key, own, HOST);
    String[] hosts = {"--domain", HOST, "--tls", "files", "--host-per-organization"};
    isRefused(home, install(home, hosts), "tls.crt is not for *.agenthq.example.com");
    Path fresh = Files.move(own, folder.resolve("fresh.crt"));
    openssl("x509", "-in", fresh + "", "-signkey", key + "", "-days", "-1", "-out", own + "");
    isRefused(home, install(home, words), "tls.crt has expired");
    Files.delete(key);
    isRefused(home, install(home, words), "certificates/tls.key is missing in " + home);
  }

  private static void certificate(Path key, Path certificate, String name) throws Exception {
    openssl(
        "req",
        "-x509",
        "-newkey=ec",
        "-pkeyopt=ec_paramgen_curve:P-256",
        "-nodes",
        "-subj=/CN=test",
        "-addext=subjectAltName=DNS:" + name,
        "-keyout=" + key,
        "-out=" + certificate);
  }

  private static void openssl(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of("openssl"));
    all.addAll(List.of(words));
    Programs.Ended ended = Programs.run(all.toArray(String[]::new));
    assertThat(ended.code()).as(ended.err()).isZero();
  }
}
