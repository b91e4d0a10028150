package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.demo.TestAuthority;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateChecksTest {
  private static final Instant NOW = Instant.now();

  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void authority() throws Exception {
    fixture = new Fixture(folder);
  }

  @Test
  void aCertificateOfAnotherAuthorityIsNotTrusted() {
    Report report = verify(new TestAuthority("Other Authority").server(DemoEnvironment.NAMES));

    Result chain = Fixture.result(report, "certificate-chain");
    assertThat(chain.ok()).isFalse();
    assertThat(chain.seen())
        .contains("no path leads from it to a trusted authority")
        .contains("issued by CN=Other Authority");
    // What can be seen without trust is still told.
    assertThat(Fixture.result(report, "certificate-names").ok()).isTrue();
    assertThat(Fixture.result(report, "certificate-days").ok()).isTrue();
    assertThat(Fixture.result(report, "tls-versions").ok()).isTrue();
    assertThat(Fixture.result(report, "health").seen()).contains("certificate of demo.localhost");
  }

  @Test
  void aCertificateOfAnAuthorityThatWasMadeAnewIsNotTrusted() {
    Report report = verify(new TestAuthority("Test Authority").server(DemoEnvironment.NAMES));

    assertThat(Fixture.result(report, "certificate-chain").seen())
        .contains("signed by another key than that of the trusted authority of its name");
  }

  @Test
  void aCertificateWithoutTheOrganisationsNamesFails() {
    Report report = verify(fixture.authority.server("demo.localhost"));

    Result names = Fixture.result(report, "certificate-names");
    assertThat(names.ok()).isFalse();
    assertThat(names.seen()).contains("probe.demo.localhost is not in [demo.localhost]");
    assertThat(Fixture.result(report, "certificate-chain").ok()).isTrue();
    assertThat(Fixture.result(report, "health").ok()).isTrue();
    assertThat(Fixture.result(report, "key-accepted").ok()).isFalse();
  }

  @Test
  void aCertificateForAnotherHostFails() {
    Report report = verify(fixture.authority.server("elsewhere.localhost"));

    assertThat(Fixture.result(report, "certificate-names").seen())
        .contains("demo.localhost is not in [elsewhere.localhost]");
    assertThat(Fixture.result(report, "health").ok()).isFalse();
  }

  @Test
  void anExpiredCertificateFails() {
    Report report =
        verify(
            fixture.authority.server(
                NOW.minus(Duration.ofDays(90)),
                NOW.minus(Duration.ofDays(1)),
                DemoEnvironment.NAMES));

    assertThat(Fixture.result(report, "certificate-days").ok()).isFalse();
    assertThat(Fixture.result(report, "certificate-days").seen()).startsWith("expired on ");
    assertThat(Fixture.result(report, "certificate-chain").seen()).contains("has expired");
    assertThat(Fixture.result(report, "health").seen()).contains("has expired");
  }

  @Test
  void aCertificateThatIsNotValidYetFails() {
    Report report =
        verify(
            fixture.authority.server(
                NOW.plus(Duration.ofDays(1)),
                NOW.plus(Duration.ofDays(90)),
                DemoEnvironment.NAMES));

    assertThat(Fixture.result(report, "certificate-days").seen()).startsWith("valid only from ");
    assertThat(Fixture.result(report, "certificate-chain").seen()).contains("not valid yet");
  }

  @Test
  void aCertificateThatExpiresSoonFailsAndIsStillUsable() {
    Report report =
        verify(
            fixture.authority.server(
                NOW.minus(Duration.ofDays(80)),
                NOW.plus(Duration.ofDays(13)),
                DemoEnvironment.NAMES));

    assertThat(Fixture.onlyFailure(report, "certificate-days").seen()).contains("12 days left");
  }

  @ParameterizedTest
  @CsvSource({
    "demo.localhost, demo.localhost, true",
    "DEMO.localhost, demo.localhost, true",
    "*.demo.localhost, acme.demo.localhost, true",
    "*.demo.localhost, demo.localhost, false",
    "*.demo.localhost, a.acme.demo.localhost, false",
    "*.localhost, acme.demo.localhost, false",
    "a*.demo.localhost, acme.demo.localhost, false",
    "*, localhost, false",
    "*., localhost, false",
    "127.0.0.1, 127.0.0.1, true"
  })
  void aStarStandsForTheFirstLabelAlone(String pattern, String host, boolean covered) {
    assertThat(CertificateNames.covers(pattern, host)).isEqualTo(covered);
  }

  private Report verify(SSLContext server) {
    try (DemoEnvironment environment = new DemoEnvironment(server)) {
      return Verification.run(fixture.target(environment), Fixture.PATIENT);
    }
  }
}
