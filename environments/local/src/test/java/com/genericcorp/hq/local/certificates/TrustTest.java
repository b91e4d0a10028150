package com.genericcorp.hq.local.certificates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.process.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustTest {
  @TempDir private Path home;

  @Test
  void eachBrowsersDatabaseIsFoundAndToldTheAuthority() throws Exception {
    Files.createDirectories(home.resolve(".pki/nssdb"));
    Path firefox = Files.createDirectories(home.resolve(".mozilla/firefox/abc.default"));
    Files.writeString(firefox.resolve("cert9.db"), "");
    Files.createDirectories(home.resolve(".mozilla/firefox/no-profile"));
    List<TrustStore> stores = TrustStore.here(Path.of("/my clone/ca.pem"), "1a2b", home, false);
    Trust trust = new Trust(Path.of("/my clone/ca.pem"), stores);
    assertThat(trust.print())
        .contains(
            "certutil -A -d sql:"
                + home.resolve(".pki/nssdb")
                + " -t C,, -n 'AgentHQ local CA 1a2b' -i '/my clone/ca.pem'")
        .contains("certutil -A -d sql:" + firefox)
        .doesNotContain("no-profile");
  }

  @Test
  void onlyWhoIsNotRootNeedsSudo() throws Exception {
    Path ca = Path.of("/ca.pem");
    String user = new Trust(ca, TrustStore.here(ca, "1", home, false)).print();
    String root = new Trust(ca, TrustStore.here(ca, "1", home, true)).print();
    assertThat(root).doesNotContain("sudo");
    assertThat(user.replace("sudo ", "")).isEqualTo(root);
  }

  @Test
  void chromiumsDatabaseTakesIt() throws Exception {
    Assumptions.assumeTrue(Program.find("certutil").isPresent(), "certutil is not installed");
    LocalCertificates certificates = new LocalCertificates(home.resolve("certificates"));
    certificates.ensure(
        CertificateNames.of("demo.localhost", "{slug}.demo.localhost"), Instant.now());
    Path authority = certificates.authority();
    for (int time = 0; time < 2; time++) {
      TrustStore chromium =
          TrustStore.nss(authority.toString(), "1a2b", home.resolve(".pki/nssdb"));
      new Trust(authority, List.of(chromium)).install(line -> {});
    }
    List<String> list =
        List.of(
            Program.find("certutil").get().toString(),
            "-L",
            "-d",
            "sql:" + home.resolve(".pki/nssdb"));
    assertThat(new Program(list, Map.of(), home).run("").output())
        .containsPattern("AgentHQ local CA 1a2b\\s+C,,");
  }

  @Test
  void installingRunsEveryStoreAndNamesThoseThatFailed() throws Exception {
    Path proof = home.resolve("proof");
    TrustStore missing = new TrustStore("a browser", List.of(List.of("no-such-program", "x")));
    TrustStore failing =
        new TrustStore("the system", List.of(List.of("false"), List.of("touch", "never")));
    TrustStore good = new TrustStore("good", List.of(List.of("touch", proof.toString())));
    List<String> said = new ArrayList<>();
    Trust trust = new Trust(home.resolve("ca.pem"), List.of(missing, failing, good));
    assertThatThrownBy(() -> trust.install(said::add))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("a browser: no-such-program is not installed")
        .hasMessageContaining("the system: see above")
        .hasMessageNotContaining("good");
    assertThat(proof).exists();
    assertThat(said).contains("  touch " + proof).doesNotContain("  touch never");
  }
}
