package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Pebble;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates by ACME for an edge on a real engine, from Let's Encrypt's test server, which
 * validates at the published ports.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AcmeOnTheEngineIT {
  private static final String HOST = Installation.PUBLIC_HOST;
  // The edge tries again a minute after its first failure.
  private static final int RETRY_SECONDS = 90;

  @TempDir private static Path folder;
  private static Engine engine;
  private static Installation installation;
  private static Pebble pebble;
  private static Path keys;
  private static String volume;
  private static String edge;
  private static EdgePorts ports;

  @BeforeAll
  static void startAll() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the edge is not run");
    assumeTrue(Pebble.isInstalled(), "no pebble, openssl or curl: no certificate is ordered");
    engine = found.get();
    BuiltLayout.loadAll();
    ports = EdgePorts.free();
    pebble =
        new Pebble(
            engine, folder.resolve("pebble"), ports.http(), ports.https(), Duration.ofDays(90));
    installation = new Installation(engine, folder);
    volume = installation.network() + "-edge";
    installation.database();
    keys = installation.migrateAndSeed();
    assertThat(installation.operate("tenants", "create", "acme").code()).isZero();
    installation.server("server", Installation.TENANT_HOST, ports.https(), 1);
    edge = edge(Map.of());
  }

  @AfterAll
  static void removeAll() throws Exception {
    if (installation != null) {
      installation.close();
      engine.run("volume", "rm", volume);
    }
    if (pebble != null) {
      pebble.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  /** An edge in the place of the one before, with its volume. */
  private static String edge(Map<String, String> more) throws Exception {
    if (edge != null) {
      assertThat(engine.run("rm", "--force", edge).code()).isZero();
    }
    Map<String, String> variables = new LinkedHashMap<>(more);
    variables.put("EDGE_TLS", "acme");
    variables.put("ACME_DIRECTORY", pebble.directory());
    variables.put("ACME_ROOT", "/run/secrets/acme-ca.pem");
    variables.put("ACME_EMAIL", "");
    variables.put("PUBLIC_PORT", ports.https() + "");
    Path authority = installation.readable("acme-ca.pem", Files.readString(pebble.authority()));
    return installation.edge(
        "edge",
        variables,
        ports.published(
            "--volume=" + authority + ":/run/secrets/acme-ca.pem:ro",
            "--volume=" + volume + ":/data"));
  }

  @Test
  @Order(1)
  void whileTheAuthorityIsAwayTheEdgeRunsAndTriesAgainUntilItHasTheCertificate() throws Exception {
    assertThat(installation.log(edge))
        .contains("connect: connection refused")
        .contains("\"retrying_in\":60");
    pebble.start();
    long end = System.nanoTime() + RETRY_SECONDS * 1_000_000_000L;
    Optional<X509Certificate> shown = Optional.empty();
    while (shown.isEmpty() && System.nanoTime() < end) {
      Thread.sleep(500);
      shown = shown(HOST);
    }
    assertThat(shown).as(installation.log(edge)).isPresent();
    try (Wire wire = wire()) {
      assertThat(wire.send(Request.get(HOST, "/health")).status()).isEqualTo(200);
    }
    assertThat(pebble.orders()).isEqualTo(1);
    assertThat(pebble.accounts()).isEqualTo(1);
  }

  @Test
  @Order(2)
  void accountAndCertificateOutliveTheContainer() throws Exception {
    X509Certificate before = shown(HOST).orElseThrow();
    edge = edge(Map.of());
    assertThat(shown(HOST)).contains(before);
    assertThat(pebble.orders()).isEqualTo(1);
    assertThat(shown("acme." + HOST)).as(installation.log(edge)).isPresent();
    assertThat(pebble.accounts()).isEqualTo(1);
  }

  @Test
  @Order(3)
  void aHostThatTheServerDoesNotKnowGetsNoCertificateAndIsNotOrdered() throws Exception {
    int orders = pebble.orders();
    for (String host : new String[] {"nobody." + HOST, "a.acme." + HOST, "evil.test"}) {
      try (Wire wire = wire()) {
        assertThatThrownBy(() -> wire.peer(host)).as(host).isInstanceOf(NoAnswer.class);
      }
    }
    assertThat(pebble.orders()).isEqualTo(orders);
    assertThat(installation.log(edge)).doesNotContain("nobody." + HOST);
  }

  @Test
  @Order(4)
  void soManyHostsGetTheirFirstCertificateInATimeAndNoMore() throws Exception {
    edge = edge(Map.of("EDGE_NEW_HOSTS", "1"));
    int orders = pebble.orders();
    assertThat(shown("probe." + HOST)).as(installation.log(edge)).isPresent();
    assertThat(pebble.orders()).isEqualTo(orders + 1);
    assertThat(shown("probe-elsewhere." + HOST)).isEmpty();
    assertThat(pebble.orders()).isEqualTo(orders + 1);
    assertThat(shown("acme." + HOST)).as("it has its certificate").isPresent();
    assertThat(pebble.orders()).isEqualTo(orders + 1);
  }

  @Test
  @Order(5)
  void whatCameOfItIsVerified() throws Exception {
    edge = edge(Map.of());
    assertThat(EngineFixture.faults(ports.target(Installation.TENANT_HOST, pebble.root(), keys)))
        .isEmpty();
  }

  /** The certificate for a host, if there is one that leads to Pebble's root. */
  private static Optional<X509Certificate> shown(String host) throws Exception {
    try (Wire wire = wire()) {
      var chain = wire.peer(host).chain();
      assertThat(wire.objection(chain)).isEmpty();
      return Optional.of(chain.get(0));
    } catch (NoAnswer none) {
      return Optional.empty();
    }
  }

  private static Wire wire() {
    return new Wire("127.0.0.1", pebble.root(), ports.https(), ports.http(), EngineFixture.PATIENT);
  }
}
