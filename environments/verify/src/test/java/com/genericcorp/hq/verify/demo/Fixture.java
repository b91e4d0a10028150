package com.genericcorp.hq.verify.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.ApiKey;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** An authority in a folder, and targets that trust it. */
public final class Fixture {
  /** For environments that answer; long enough for a busy machine. */
  public static final Limits PATIENT =
      new Limits(
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          32 * 1024,
          256 * 1024);

  public final TestAuthority authority = new TestAuthority("Test Authority");
  public final Path ca;

  public Fixture(Path folder) throws IOException {
    ca = authority.write(folder.resolve("ca.pem"));
  }

  /** An environment with nothing wrong. */
  public DemoEnvironment healthy() {
    return new DemoEnvironment(authority.server(DemoEnvironment.NAMES));
  }

  public Target target(DemoEnvironment environment) {
    return target(environment.httpsPort(), environment.httpPort());
  }

  public Target target(int httpsPort, int httpPort) {
    return new Target(
        "local",
        DemoEnvironment.PUBLIC_HOST,
        DemoEnvironment.TENANT_HOST,
        httpsPort,
        httpPort,
        null,
        ca,
        0,
        14,
        "probe",
        ApiKey.of(DemoEnvironment.KEY, "the test"));
  }

  public Report verify(DemoEnvironment environment) {
    return Verification.run(target(environment), PATIENT);
  }

  /** The result of this check, after seeing that it and no other failed. */
  public static Result onlyFailure(Report report, String name) {
    assertThat(report.passed()).isFalse();
    assertThat(report.failed()).extracting(Result::name).containsExactly(name);
    return report.failed().get(0);
  }

  public static Result result(Report report, String name) {
    return report.checks().stream()
        .filter(check -> check.name().equals(name))
        .findAny()
        .orElseThrow();
  }
}
