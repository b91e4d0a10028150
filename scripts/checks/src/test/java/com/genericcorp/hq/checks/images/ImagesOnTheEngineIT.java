package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.local.certificates.CertificateNames;
import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.NoAnswer;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import com.genericcorp.hq.verify.wire.Wire;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The images on a real engine, as the self-hosted package runs them: a network of their own,
 * secrets as files, no capabilities, read-only roots; held to what every environment is held to.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImagesOnTheEngineIT {
  @TempDir private static Path folder;
  private static Engine engine;
  private static Installation installation;
  private static Path keys;
  private static String postgres;
  private static String server;
  private static String edge;
  private static Target target;

  @BeforeAll
  static void startAll() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the images are not run");
    engine = found.get();
    BuiltLayout.build(
        "server",
        "postgres",
        "edge",
        "--output=docker",
        "--repository=" + Installation.REPOSITORY,
        "--tag=test");
    installation = new Installation(engine, folder);
    postgres = installation.database();
    keys = installation.migrateAndSeed();
    int https = Engine.freePort();
    int http = Engine.freePort();
    server = installation.server("server", Installation.TENANT_HOST, https, 1);
    edge =
        installation.edge(
            "edge",
            Map.of("PUBLIC_PORT", https + ""),
            "--publish=127.0.0.1:" + https + ":8443",
            "--publish=127.0.0.1:" + http + ":8080");
    Path authority =
        installation.copy(edge, "/data/caddy/pki/authorities/local/root.crt", "edge-root.pem");
    target = Installation.target(Installation.TENANT_HOST, https, http, authority, keys);
  }

  @AfterAll
  static void removeAll() throws Exception {
    if (installation != null) {
      installation.close();
    }
    if (engine != null) {
      engine.close();
    }
  }

  @Test
  @Order(1)
  void withAHostForEachOrganisationAndItsOwnAuthorityItIsVerified() {
    assertThat(failed(Verification.run(target))).isEmpty();
  }

  @Test
  @Order(1)
  void withOneHostAndOwnCertificateFilesItIsVerified() throws Exception {
    LocalCertificates certificates = new LocalCertificates(folder.resolve("certificates"));
    certificates.ensure(CertificateNames.of(Installation.PUBLIC_HOST, ""), Instant.now());
    Path pem = installation.readable("tls.pem", Files.readString(certificates.server()));
    int https = Engine.freePort();
    int http = Engine.freePort();
    installation.server("server-files", "", https, 1);
    installation.edge(
        "edge-files",
        Map.of(
            "EDGE_TLS", "files",
            "EDGE_CERTIFICATE", "/run/secrets/tls.pem",
            "EDGE_KEY", "/run/secrets/tls.pem",
            "EDGE_UPSTREAM", "server-files:8080",
            "EDGE_MANAGEMENT", "server-files:9000",
            "PUBLIC_PORT", https + ""),
        "--volume=" + pem + ":/run/secrets/tls.pem:ro",
        "--publish=127.0.0.1:" + https + ":8443",
        "--publish=127.0.0.1:" + http + ":8080");
    Target files = Installation.target("", https, http, certificates.authority(), keys);
    assertThat(failed(Verification.run(files))).isEmpty();
  }

  @Test
  @Order(1)
  void behindAnotherProxyItIsVerifiedAndKnowsTheSender() throws Exception {
    int https = Engine.freePort();
    int http = Engine.freePort();
    String inner = installation.server("server-inner", "", https, 2);
    installation.edge(
        "edge-inner", Map.of("EDGE_TLS", "off", "EDGE_UPSTREAM", "server-inner:8080"));
    String outer =
        installation.edge(
            "edge-outer",
            Map.of(
                "EDGE_UPSTREAM", "edge-inner:8080",
                "EDGE_MANAGEMENT", "server-inner:9000",
                "PUBLIC_PORT", https + ""),
            "--publish=127.0.0.1:" + https + ":8443",
            "--publish=127.0.0.1:" + http + ":8080");
    Path authority =
        installation.copy(outer, "/data/caddy/pki/authorities/local/root.crt", "outer-root.pem");
    Target proxied = Installation.target("", https, http, authority, keys);
    assertThat(failed(Verification.run(proxied))).isEmpty();
    assertThat(senderOf(proxied, inner, "/api/behind-a-proxy")).isEqualTo(gateway());
  }

  @Test
  @Order(1)
  void whatASenderSaysOfItsAddressIsNotBelieved() throws Exception {
    assertThat(senderOf(target, server, "/api/who-am-i")).isEqualTo(gateway());
  }

  /** Whom the server takes for the sender of a request that lies about it. */
  private static String senderOf(Target at, String server, String path) throws Exception {
    try (Wire wire = wire(at)) {
      Response answer =
          wire.send(
              Request.get(Installation.PUBLIC_HOST, path)
                  .with("X-Forwarded-For", "203.0.113.9")
                  .with("Forwarded", "for=203.0.113.9")
                  .with("X-Real-IP", "203.0.113.9"));
      assertThat(answer.status()).isEqualTo(404);
    }
    String line =
        installation
            .log(server)
            .lines()
            .filter(one -> one.contains(path))
            .findFirst()
            .orElse("no line about " + path);
    return line.replaceFirst(".*\"client\":\"([^\"]*)\".*", "$1");
  }

  /** This machine, as containers of the network see it. */
  private static String gateway() throws Exception {
    return engine.inspect(installation.network(), "{{range .IPAM.Config}}{{.Gateway}}{{end}}");
  }

  @Test
  @Order(1)
  void aHostThatTheServerDoesNotKnowGetsNoCertificateAndNoRedirect() throws Exception {
    try (Wire wire = wire(target)) {
      Response elsewhere = wire.sendInTheClear(Request.get("evil.test", "/x"));
      assertThat(elsewhere.all("location").get(0)).startsWith("https://agenthq.test:");
      assertThatThrownBy(() -> wire.peer("nobody." + Installation.PUBLIC_HOST))
          .isInstanceOf(NoAnswer.class)
          .hasMessageContaining("nobody." + Installation.PUBLIC_HOST);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"internal", "files", "acme", "off"})
  @Order(1)
  void everyKindOfTlsIsAConfigurationThatCaddyTakes(String kind) throws Exception {
    Programs.Ended adapted =
        engine.run(
            "run",
            "--rm",
            "--network=none",
            "--read-only",
            "--env=EDGE_TLS=" + kind,
            Installation.REPOSITORY + "/edge:test",
            "adapt",
            "--config=/etc/caddy/Caddyfile",
            "--adapter=caddyfile",
            "--validate");
    if (kind.equals("files")) {
      assertThat(adapted.err()).contains("/run/secrets/tls.crt: no such file");
    } else {
      assertThat(adapted.code()).as(adapted.err()).isZero();
    }
  }

  @Test
  @Order(1)
  void nothingButDeclaredVolumesCanBeWritten() throws Exception {
    for (String container : List.of(postgres, server, edge)) {
      // Where the engine puts a secret's file it makes the file's name first.
      assertThat(engine.run("diff", container).out().lines())
          .as(container)
          .allMatch(line -> line.equals("C /run") || line.startsWith("A /run/secrets"));
      assertThat(mounts(container, "true"))
          .as(container)
          .containsExactlyInAnyOrder(
              engine
                  .inspect(container, "{{range $path, $_ := .Config.Volumes}}{{$path}} {{end}}")
                  .split(" "));
      assertThat(engine.inspect(container, "{{.Config.User}}")).matches("[1-9]\\d*:[1-9]\\d*");
    }
    Programs.Ended written = engine.run("exec", postgres, "/bin/sh", "-c", ": >/etc/written");
    assertThat(written.code()).isNotZero();
    assertThat(written.err()).contains("Read-only file system");
  }

  private static String[] mounts(String container, String writable) throws Exception {
    return engine
        .inspect(container, "{{range .Mounts}}{{if .RW}}{{.Destination}} {{end}}{{end}}")
        .split(" ");
  }

  @Test
  @Order(2)
  void theEdgeStopsInOrderWithinTheGracePeriodUnderAnOpenStream() throws Exception {
    CountDownLatch open = new CountDownLatch(1);
    Request events =
        Request.get("probe." + Installation.PUBLIC_HOST, "/api/tasks/events")
            .with("Accept", "text/event-stream")
            .with("Authorization", "Bearer " + target.probeKey().reveal());
    try (Wire wire = wire(target)) {
      Thread reader =
          new Thread(
              () -> {
                try {
                  wire.stream(
                      events,
                      Duration.ofMinutes(1),
                      text -> {
                        open.countDown();
                        return false;
                      });
                } catch (NoAnswer cut) {
                  // As it must be: the edge has ended.
                }
              });
      reader.setDaemon(true);
      reader.start();
      assertThat(open.await(10, TimeUnit.SECONDS)).as("the stream is open").isTrue();
      assertThat(reader.isAlive()).isTrue();
      stops(edge, 10);
      reader.join();
    }
  }

  @Test
  @Order(3)
  void theOthersStopInOrderAndTheEdgeSaysThatTheServerIsAway() throws Exception {
    assertThat(engine.run("start", edge).code()).isZero();
    assertThat(engine.health(edge)).isEqualTo("healthy");
    stops(server, 30);
    Response away;
    try (Wire wire = wire(target)) {
      away = wire.send(Request.get(Installation.PUBLIC_HOST, "/"));
    }
    assertThat(away.status()).isEqualTo(503);
    assertThat(away.all("content-type")).containsExactly("application/problem+json");
    assertThat(away.all("retry-after")).containsExactly("1");
    assertThat(away.all("server")).isEmpty();
    stops(postgres, 10);
  }

  private static void stops(String container, int grace) throws Exception {
    assertThat(engine.run("stop", "--time=" + grace, container).code()).isZero();
    // 137 would be the engine's patience at its end.
    assertThat(engine.inspect(container, "{{.State.ExitCode}}"))
        .as(installation.log(container))
        .isEqualTo("0");
  }

  private static Wire wire(Target at) {
    return new Wire(at.connect(), at.ca(), at.httpsPort(), at.httpPort(), Limits.DEFAULT);
  }

  private static List<Result> failed(Report report) {
    return report.failed();
  }
}
