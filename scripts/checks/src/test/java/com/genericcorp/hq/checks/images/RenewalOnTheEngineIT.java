package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Pebble;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Wire;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Certificates that live for a minute: the edge renews its own when it looks at it, and an
 * organisation's when somebody comes, with a third of their life left.
 */
class RenewalOnTheEngineIT {
  private static final Duration LIFE = Duration.ofSeconds(60);
  private static final String OWN = Installation.PUBLIC_HOST;
  private static final String ORGANIZATION = "acme." + OWN;

  @TempDir private Path folder;

  private Pebble pebble;
  private int https;
  private int http;

  @Test
  void certificatesAreRenewedByThemselvesAndNoConnectionBreaks() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the edge is not run");
    assumeTrue(Pebble.isInstalled(), "no pebble, openssl or curl: no certificate is ordered");
    BuiltLayout.build(
        "server",
        "postgres",
        "edge",
        "--output=docker",
        "--repository=" + Installation.REPOSITORY,
        "--tag=test");
    https = Engine.freePort();
    http = Engine.freePort();
    try (Engine engine = found.get();
        Pebble authority = new Pebble(engine, folder.resolve("pebble"), http, https, LIFE);
        Installation installation = new Installation(engine, folder)) {
      pebble = authority;
      pebble.start();
      installation.database();
      installation.migrateAndSeed();
      assertThat(installation.operate("tenants", "create", "acme").code()).isZero();
      installation.server("server", Installation.TENANT_HOST, https, 1);
      String edge = edge(installation);
      renewed(installation, edge);
    }
  }

  private String edge(Installation installation) throws Exception {
    Path trusted = installation.readable("acme-ca.pem", Files.readString(pebble.authority()));
    return installation.edge(
        "edge",
        Map.of(
            "EDGE_TLS", "acme",
            "EDGE_RENEW_EVERY", "2s",
            "ACME_DIRECTORY", pebble.directory(),
            "ACME_ROOT", "/run/secrets/acme-ca.pem",
            "ACME_EMAIL", "",
            "PUBLIC_PORT", https + ""),
        "--volume=" + trusted + ":/run/secrets/acme-ca.pem:ro",
        "--publish=127.0.0.1:" + https + ":8443",
        "--publish=127.0.0.1:" + http + ":8080");
  }

  private void renewed(Installation installation, String edge) throws Exception {
    Map<String, BigInteger> first = new HashMap<>();
    for (String host : List.of(OWN, ORGANIZATION)) {
      first.put(host, serial(host));
    }
    int orders = pebble.orders();
    assertThat(orders).isEqualTo(2);
    Map<String, BigInteger> now = new HashMap<>(first);
    long end = System.nanoTime() + LIFE.toNanos();
    try (KeptConnection kept = new KeptConnection(pebble.root(), OWN, https)) {
      while (now.entrySet().stream()
          .anyMatch(one -> one.getValue().equals(first.get(one.getKey())))) {
        assertThat(System.nanoTime()).as(installation.log(edge)).isLessThan(end);
        Thread.sleep(500);
        for (String host : List.of(OWN, ORGANIZATION)) {
          now.put(host, serial(host));
        }
        assertThat(kept.get("/health")).isEqualTo("HTTP/1.1 200 OK");
      }
      assertThat(kept.get("/health")).isEqualTo("HTTP/1.1 200 OK");
    }
    assertThat(pebble.orders()).isEqualTo(orders + 2);
    assertThat(pebble.accounts()).isEqualTo(1);
  }

  /** Of the certificate that a newcomer sees, who trusts it and is served. */
  private BigInteger serial(String host) throws Exception {
    try (Wire wire = new Wire("127.0.0.1", pebble.root(), https, http, EngineFixture.PATIENT)) {
      var chain = wire.peer(host).chain();
      assertThat(wire.objection(chain)).isEmpty();
      assertThat(wire.send(Request.get(host, "/health")).status()).isEqualTo(200);
      return chain.get(0).getSerialNumber();
    }
  }
}
