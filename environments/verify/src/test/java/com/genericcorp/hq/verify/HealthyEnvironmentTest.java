package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.targets.Target;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthyEnvironmentTest {
  @TempDir Path folder;

  @Test
  void passesEveryCheckInTheFixedOrder() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      Report report = fixture.verify(environment);

      assertThat(report.failed()).isEmpty();
      assertThat(report.passed()).isTrue();
      assertThat(report.environment()).isEqualTo("local");
      assertThat(report.checks())
          .extracting(Result::name)
          .containsExactly(
              "connect",
              "certificate-chain",
              "certificate-names",
              "certificate-days",
              "tls-versions",
              "redirect",
              "security-headers",
              "hsts",
              "health",
              "ready",
              "metrics-private",
              "key-required",
              "key-accepted",
              "key-refused-elsewhere",
              "host-and-header",
              "page",
              "sign-in",
              "rate-limit",
              "usage",
              "live-updates",
              "task");
      assertThat(report.checks())
          .allSatisfy(
              check -> {
                assertThat(check.expected()).isNotBlank();
                assertThat(check.seen()).isNotBlank().doesNotContain(DemoEnvironment.KEY);
              });
    }
  }

  @Test
  void getsOneAgentHoweverOftenItIsVerified() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      fixture.verify(environment);
      fixture.verify(environment);

      assertThat(environment.agents()).isEqualTo(1);
      assertThat(environment.tasks()).as("one for each of two checks").isEqualTo(4);
      assertThat(environment.product.left()).as("people and keys left").isZero();
    }
  }

  @Test
  void mayTellOrganisationsByHeaderOnOneHost() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      Report report = Verification.run(oneHost(fixture, environment), Fixture.PATIENT);

      assertThat(report.failed()).isEmpty();
      assertThat(report.checks()).extracting(Result::name).doesNotContain("host-and-header");
    }
  }

  @Test
  void mayCloseEveryConnectionAfterItsAnswer() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      environment.headers.put("Connection", "close");

      assertThat(fixture.verify(environment).failed()).isEmpty();
    }
  }

  @Test
  void leavesNoThreadBehind() throws Exception {
    Fixture fixture = new Fixture(folder);
    try (DemoEnvironment environment = fixture.healthy()) {
      fixture.verify(environment);
    }
    for (int tries = 0; tries < 100 && ourThreads() > 0; tries++) {
      Thread.sleep(50);
    }
    assertThat(ourThreads()).isZero();
  }

  private static long ourThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("hq-verify"))
        .count();
  }

  private static Target oneHost(Fixture fixture, DemoEnvironment environment) {
    Target many = fixture.target(environment);
    return new Target(
        many.environment(),
        many.publicHost(),
        "",
        many.httpsPort(),
        many.httpPort(),
        "127.0.0.1",
        many.ca(),
        0,
        14,
        many.probeSlug(),
        many.probeKey());
  }
}
