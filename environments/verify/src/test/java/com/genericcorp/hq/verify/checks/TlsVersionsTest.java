package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.demo.OldTlsEnvironment;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsVersionsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"TLSv1.1, TLS 1.1", "TLSv1, TLS 1.0", "SSLv3, SSL 3.0"})
  void aServerThatStillSpeaksAnOldVersionFails(String protocol, String title) throws Exception {
    try (OldTlsEnvironment environment = new OldTlsEnvironment(folder, protocol)) {
      Report report = Verification.run(target(environment), Fixture.PATIENT);

      assertThat(Fixture.onlyFailure(report, "tls-versions").seen())
          .startsWith("TLSv1.3 spoken")
          .contains("not refused: ")
          .contains(title + " (chose " + title + ")");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
  void oneModernVersionIsEnough(String protocol) throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment =
        new DemoEnvironment(fixture.authority.server(DemoEnvironment.NAMES), protocol)) {
      Report report = fixture.verify(environment);

      assertThat(report.failed()).isEmpty();
      assertThat(Fixture.result(report, "tls-versions").seen())
          .isEqualTo(protocol + " spoken; refused: TLS 1.1, TLS 1.0, SSL 3.0");
    }
  }

  private static Target target(OldTlsEnvironment environment) {
    return new Target(
        "local",
        DemoEnvironment.PUBLIC_HOST,
        DemoEnvironment.TENANT_HOST,
        environment.httpsPort,
        environment.httpPort,
        null,
        environment.ca,
        0,
        14,
        "probe",
        ApiKey.of(DemoEnvironment.KEY, "the test"));
  }
}
