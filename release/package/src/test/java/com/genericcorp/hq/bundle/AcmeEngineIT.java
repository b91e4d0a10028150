package com.genericcorp.hq.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Pebble;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The package with certificates by ACME and a host for each organisation, from Let's Encrypt's test
 * server: first while that is away, then installed, stopped, and with an organisation whose name
 * leads elsewhere.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AcmeEngineIT {
  private static final String DOMAIN = "agenthq.test";
  private static final int SECONDS = 30;

  @TempDir private static Path folder;
  private static Engine engine;
  private static Pebble pebble;
  private static Path home;
  private static int https;
  private static int http;

  @BeforeAll
  static void unpack() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the package is not installed");
    assumeTrue(Pebble.isInstalled(), "no pebble, openssl or curl: no certificate is ordered");
    engine = found.get();
    https = Engine.freePort();
    http = Engine.freePort();
    pebble = new Pebble(engine, folder.resolve("pebble"), http, https);
    Path root = Repository.find().root();
    BlobStore store = BlobStore.ofThisUser();
    Bundle bundle =
        new Bundle(
            root,
            new Environments(root.resolve("environments")).load("selfhosted"),
            "1.0.0-acme",
            PackageImages.build(
                root, store, List.of(ImagePlatform.ofThisMachine()), LayerListener.SILENT),
            store);
    Path archive = folder.resolve("agenthq-offline.tar.gz");
    bundle.writeOffline(archive);
    Path there = Files.createDirectory(folder.resolve("a folder"));
    assertThat(Programs.run("tar", "xzf", archive + "", "-C", there + "").code()).isZero();
    home = there.resolve("agenthq");
  }

  @AfterAll
  static void uninstall() throws Exception {
    if (home != null) {
      agenthq("uninstall", "--delete-data", "--yes");
    }
    if (pebble != null) {
      pebble.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  private static Programs.Ended agenthq(String... words) throws Exception {
    List<String> all = new ArrayList<>(List.of(home.resolve("agenthq").toString()));
    all.addAll(List.of(words));
    return Programs.run(all.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void whileTheAuthorityIsAwayInstallStatusAndDoctorSaySoAndTheServicesRun() throws Exception {
    Programs.Ended installed =
        agenthq(
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
            https + "",
            "--http-port",
            http + "",
            "--project",
            "hq-acme-" + UUID.randomUUID().toString().substring(0, 8));
    String away =
        DOMAIN + " has none: " + pebble.directory() + " cannot be reached from this host (";
    assertThat(installed.err()).contains(away).contains("connect: connection refused");
    assertThat(installed.code()).isEqualTo(1);

    Programs.Ended status = agenthq("status");
    assertThat(status.out()).contains("certificate    failed: " + away);
    assertThat(status.out()).contains("The edge tries again within ");
    assertThat(status.code()).isEqualTo(1);
    JsonNode told = Json.mapper().readTree(agenthq("status", "--json").out());
    assertThat(told.path("certificate").path("state").asText()).isEqualTo("failed");
    assertThat(told.path("certificate").path("says").asText()).startsWith(away);
    assertThat(told.path("services"))
        .hasSize(3)
        .allMatch(service -> service.asText().equals("healthy"));
    assertThat(agenthq("doctor").err()).contains("The certificate: " + away);
  }

  @Test
  @Order(2)
  void installedAgainItHasItsCertificateAtOnceAndIsVerified() throws Exception {
    pebble.start();
    Files.createDirectories(home.resolve("certificates"));
    Files.copy(pebble.root(), home.resolve("certificates/ca.crt"));
    Programs.Ended installed = agenthq("install");
    assertThat(installed.code()).as(installed.err()).isZero();
    assertThat(pebble.accounts()).isEqualTo(1);
    // Its own, and those that verify asks for.
    assertThat(pebble.orders()).isEqualTo(3);
    Programs.Ended status = agenthq("status");
    assertThat(status.out()).contains("certificate    ok: " + DOMAIN + " has one until ");
    assertThat(status.code()).isZero();
  }

  @Test
  @Order(3)
  void stoppedAndStartedItOrdersNothing() throws Exception {
    int orders = pebble.orders();
    assertThat(agenthq("stop").code()).isZero();
    Programs.Ended started = agenthq("install");
    assertThat(started.code()).as(started.err()).isZero();
    assertThat(pebble.orders()).isEqualTo(orders);
    assertThat(pebble.accounts()).isEqualTo(1);
  }

  @Test
  @Order(4)
  void anOrganisationsHostHasItsCertificateOnceTheOrganisationIsThere() throws Exception {
    int orders = pebble.orders();
    assertThatThrownBy(() -> health("acme." + DOMAIN)).isInstanceOf(NoAnswer.class);
    assertThat(pebble.orders()).isEqualTo(orders);
    assertThat(agenthq("tenants", "create", "acme").code()).isZero();
    assertThat(health("acme." + DOMAIN)).isEqualTo(200);
    assertThat(pebble.orders()).isEqualTo(orders + 1);
  }

  @Test
  @Order(5)
  void whatIsWrongWithAnOrganisationsHostIsSaid() throws Exception {
    pebble.lead("lost." + DOMAIN, "127.0.0.9");
    assertThat(agenthq("tenants", "create", "lost").code()).isZero();
    assertThatThrownBy(() -> health("lost." + DOMAIN)).isInstanceOf(NoAnswer.class);
    String expected =
        "lost.%s has none: %s does not reach this host under lost.%s ("
            .formatted(DOMAIN, pebble.directory(), DOMAIN);
    long end = System.nanoTime() + SECONDS * 1_000_000_000L;
    String status = "";
    while (!status.contains(expected) && System.nanoTime() < end) {
      status = agenthq("status").out();
    }
    assertThat(status).contains(expected).contains("127.0.0.9").contains("certificate    ok: ");
  }

  private static int health(String host) throws Exception {
    try (Wire wire = new Wire("127.0.0.1", pebble.root(), https, http, Limits.DEFAULT)) {
      return wire.send(Request.get(host, "/health")).status();
    }
  }
}
