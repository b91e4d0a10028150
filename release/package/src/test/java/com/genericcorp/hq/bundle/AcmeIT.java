package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.testing.Pebble;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The package with certificates by ACME and a host for each organisation, from Let's Encrypt's test
 * server: first while that is away, then installed, stopped, and with an organisation whose name
 * leads elsewhere.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AcmeIT extends EngineFixture {
  private static final String DOMAIN = "agenthq.test";
  private static final int SECONDS = 30;

  private static Pebble pebble;
  private static TestInstallation installed;

  @BeforeAll
  static void unpack() throws Exception {
    assumeTrue(Pebble.isInstalled(), "no pebble, openssl or curl: no certificate is ordered");
    Path archive = TestBundle.forThisMachine(shared);
    installed = new TestInstallation(archive, shared.resolve("a folder"));
    // As a company's own authority may have it.
    Duration life = Duration.ofDays(1);
    pebble = new Pebble(engine, shared.resolve("pebble"), installed.http, installed.https, life);
  }

  @AfterAll
  static void remove() throws Exception {
    if (installed != null) {
      installed.close();
    }
    if (pebble != null) {
      pebble.close();
    }
  }

  @Test
  @Order(1)
  void whileTheAuthorityIsAwayInstallStatusAndDoctorSaySoAndTheServicesRun() throws Exception {
    Programs.Ended first =
        installed.run(
            "install",
            "--domain",
            DOMAIN,
            "--tls",
            "acme",
            "--acme-directory",
            pebble.directory(),
            "--acme-ca",
            pebble.authority() + "",
            "--host-per-organization",
            "--bind",
            "127.0.0.1",
            "--https-port",
            installed.https + "",
            "--http-port",
            installed.http + "",
            "--project",
            installed.project);
    String away =
        DOMAIN + " has none: " + pebble.directory() + " cannot be reached from this host (";
    assertThat(first.err()).contains(away).contains("connect: connection refused");
    assertThat(first.code()).isEqualTo(1);

    Programs.Ended status = installed.run("status");
    assertThat(status.out()).contains("certificate    failed: " + away);
    assertThat(status.out()).contains("The edge tries again within ");
    assertThat(status.code()).isEqualTo(1);
    JsonNode told = Json.mapper().readTree(installed.run("status", "--json").out());
    assertThat(told.path("certificate").path("state").asText()).isEqualTo("failed");
    assertThat(told.path("certificate").path("says").asText()).startsWith(away);
    assertThat(told.path("services"))
        .hasSize(3)
        .allMatch(service -> service.asText().equals("healthy"));
    assertThat(installed.run("doctor").err()).contains("The certificate: " + away);
  }

  @Test
  @Order(2)
  void installedAgainItHasItsCertificateAtOnceAndIsVerified() throws Exception {
    pebble.start();
    Files.createDirectories(installed.home.resolve("certificates"));
    Files.copy(pebble.root(), installed.home.resolve("certificates/ca.crt"));
    installed.done("install");
    assertThat(pebble.accounts()).isEqualTo(1);
    // Its own, and those that verify asks for.
    assertThat(pebble.orders()).isEqualTo(3);
    Programs.Ended status = installed.run("status");
    assertThat(status.out()).contains("certificate    ok: " + DOMAIN + " has one until ");
    assertThat(status.code()).isZero();
  }

  @Test
  @Order(3)
  void stoppedAndStartedItOrdersNothing() throws Exception {
    int orders = pebble.orders();
    installed.done("stop");
    installed.done("install");
    assertThat(pebble.orders()).isEqualTo(orders);
    assertThat(pebble.accounts()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void anOrganisationsHostHasItsCertificateOnceTheOrganisationIsThere() throws Exception {
    int orders = pebble.orders();
    assertThatThrownBy(() -> health("acme." + DOMAIN)).isInstanceOf(NoAnswer.class);
    assertThat(pebble.orders()).isEqualTo(orders);
    installed.done("tenants", "create", "acme");
    assertThat(health("acme." + DOMAIN)).isEqualTo(200);
    assertThat(pebble.orders()).isEqualTo(orders + 1);
  }

  @Test
  @Order(5)
  void whatIsWrongWithAnOrganisationsHostIsSaid() throws Exception {
    pebble.lead("lost." + DOMAIN, "127.0.0.9");
    installed.done("tenants", "create", "lost");
    assertThatThrownBy(() -> health("lost." + DOMAIN)).isInstanceOf(NoAnswer.class);
    String expected =
        "lost.%s has none: %s does not reach this host under lost.%s ("
            .formatted(DOMAIN, pebble.directory(), DOMAIN);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    String status = "";
    while (!status.contains(expected) && System.nanoTime() < end) {
      status = installed.run("status").out();
    }
    assertThat(status).contains(expected).contains("127.0.0.9").contains("certificate    ok: ");
  }

  private static int health(String host) throws Exception {
    try (Wire wire =
        new Wire("127.0.0.1", pebble.root(), installed.https, installed.http, Limits.DEFAULT)) {
      return wire.send(Request.get(host, "/health")).status();
    }
  }
}
