package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.targets.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnreachableEnvironmentTest {
  @TempDir Path folder;
  private Fixture fixture;

  @BeforeEach
  void authority() throws Exception {
    fixture = new Fixture(folder);
  }

  @Test
  void aClosedPortFailsEveryCheckAtOnce() throws Exception {
    int closed = closedPort();
    Report report = Verification.run(fixture.target(closed, closed), Fixture.PATIENT);

    assertThat(report.checks()).noneMatch(Result::ok);
    assertThat(report.checks())
        .allSatisfy(
            check ->
                assertThat(check.seen())
                    .contains("no connection to ", "127.0.0.1:" + closed, "refused"));
    assertThat(Fixture.result(report, "connect").seen())
        .contains("demo.localhost (127.0.0.1:", "probe.demo.localhost (127.0.0.1:");
  }

  @Test
  void onlyTheRedirectFailsWhenTheHttpPortIsClosed() throws Exception {
    try (DemoEnvironment environment = fixture.healthy()) {
      Target target = fixture.target(environment.httpsPort(), closedPort());

      Fixture.onlyFailure(Verification.run(target, Fixture.PATIENT), "redirect");
    }
  }

  @Test
  void aNameThatDoesNotResolveIsSaid() throws Exception {
    try (DemoEnvironment environment = fixture.healthy()) {
      Report report = Verification.run(target(environment, "demo.invalid", null), Fixture.PATIENT);

      assertThat(report.checks()).noneMatch(Result::ok);
      assertThat(Fixture.result(report, "connect").seen())
          .isEqualTo("the name 'demo.invalid' does not resolve to an address");
    }
  }

  @Test
  void aNameThatDoesNotResolveCanBeConnectedTo() throws Exception {
    Target target;
    try (DemoEnvironment environment =
        new DemoEnvironment(fixture.authority.server("demo.invalid", "*.demo.invalid"))) {
      target = target(environment, "demo.invalid", "127.0.0.1");
      Report report = Verification.run(target, Fixture.PATIENT);

      assertThat(Fixture.result(report, "connect").seen())
          .isEqualTo("demo.invalid is 127.0.0.1 as told; probe.demo.invalid is 127.0.0.1 as told");
      assertThat(Fixture.result(report, "certificate-names").ok()).isTrue();
      assertThat(Fixture.result(report, "health").ok()).isTrue();
      assertThat(Fixture.result(report, "redirect").ok()).isTrue();
    }
  }

  @Test
  void anAddressToConnectToThatDoesNotResolveIsSaid() throws Exception {
    try (DemoEnvironment environment = fixture.healthy()) {
      Target target = target(environment, "demo.localhost", "balancer.invalid");
      Report report = Verification.run(target, Fixture.PATIENT);

      assertThat(Fixture.result(report, "health").seen())
          .isEqualTo("the name 'balancer.invalid' does not resolve to an address");
    }
  }

  @Test
  void anAuthorityThatCannotBeReadIsRefusedBeforeAnythingIsAsked() throws Exception {
    assertThatThrownBy(() -> Verification.run(trusting(folder.resolve("none.pem"))))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("none.pem cannot be read (NoSuchFileException)");

    Path text = Files.writeString(folder.resolve("text.pem"), "no certificate");
    assertThatThrownBy(() -> Verification.run(trusting(text)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("text.pem holds no certificate");

    Path empty = Files.writeString(folder.resolve("empty.pem"), "");
    assertThatThrownBy(() -> Verification.run(trusting(empty)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("empty.pem holds no certificate");

    assertThatThrownBy(() -> Verification.run(trusting(folder)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void theSystemsAuthoritiesDoNotTrustALocalOne() throws Exception {
    try (DemoEnvironment environment = fixture.healthy()) {
      Target target = fixture.target(environment);
      Report report = Verification.run(with(target, target.publicHost(), null, null));

      assertThat(Fixture.result(report, "certificate-chain").ok()).isFalse();
      assertThat(Fixture.result(report, "certificate-chain").expected())
          .isEqualTo("a chain to an authority that this system trusts");
    }
  }

  private Target target(DemoEnvironment environment, String host, @Nullable String connect) {
    return with(fixture.target(environment), host, connect, fixture.ca);
  }

  private Target trusting(Path ca) {
    return with(fixture.target(1, 2), "demo.localhost", null, ca);
  }

  private static Target with(
      Target target, String host, @Nullable String connect, @Nullable Path ca) {
    return new Target(
        target.environment(),
        host,
        "{slug}." + host,
        target.httpsPort(),
        target.httpPort(),
        connect,
        ca,
        0,
        14,
        target.probeSlug(),
        target.probeKey());
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
