package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.local.certificates.CertificateNames;
import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.targets.Target;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The images on a real engine, as the self-hosted package runs them: a network of their own,
 * secrets as files, no capabilities, read-only roots; held to what every environment is held to.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ImagesOnTheEngineIT extends EngineFixture {
  @Test
  @Order(1)
  void withAHostForEachOrganisationAndItsOwnAuthorityItIsVerified() {
    assertThat(faults(target)).isEmpty();
  }

  @Test
  @Order(1)
  void withOneHostAndOwnCertificateFilesItIsVerified() throws Exception {
    LocalCertificates certificates = new LocalCertificates(folder.resolve("certificates"));
    certificates.ensure(CertificateNames.of(Installation.PUBLIC_HOST, ""), Instant.now());
    Path pem = installation.readable("tls.pem", Files.readString(certificates.server()));
    EdgePorts ports = EdgePorts.free();
    installation.server("server-files", "", ports.https(), 1);
    installation.edge(
        "edge-files",
        Map.of(
            "EDGE_TLS", "files",
            "EDGE_CERTIFICATE", "/run/secrets/tls.pem",
            "EDGE_KEY", "/run/secrets/tls.pem",
            "EDGE_UPSTREAM", "server-files:8080",
            "EDGE_MANAGEMENT", "server-files:9000",
            "PUBLIC_PORT", ports.https() + ""),
        ports.published("--volume=" + pem + ":/run/secrets/tls.pem:ro"));
    Target files = ports.target("", certificates.authority(), keys);
    assertThat(faults(files)).isEmpty();
  }

  @Test
  @Order(1)
  void behindAnotherProxyItIsVerifiedAndKnowsTheSender() throws Exception {
    EdgePorts ports = EdgePorts.free();
    String inner = installation.server("server-inner", "", ports.https(), 2);
    installation.edge(
        "edge-inner", Map.of("EDGE_TLS", "off", "EDGE_UPSTREAM", "server-inner:8080"));
    String outer =
        installation.edge(
            "edge-outer",
            Map.of(
                "EDGE_UPSTREAM", "edge-inner:8080",
                "EDGE_MANAGEMENT", "server-inner:9000",
                "PUBLIC_PORT", ports.https() + ""),
            ports.published());
    Path authority =
        installation.copy(outer, "/data/caddy/pki/authorities/local/root.crt", "outer-root.pem");
    Target proxied = ports.target("", authority, keys);
    assertThat(faults(proxied)).isEmpty();
    assertThat(senderOf(proxied, inner, "/api/behind-a-proxy")).isEqualTo(gateway());
  }

  @Test
  @Order(1)
  void whatASenderSaysOfItsAddressIsNotBelieved() throws Exception {
    assertThat(senderOf(target, server, "/api/who-am-i")).isEqualTo(gateway());
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

  @Test
  @Order(1)
  void theDockerfileMakesTheSameServerOnOurOwnBase() throws Exception {
    Path root =
        BuiltLayout.ofServer(folder, ImagePlatform.ofThisMachine().toString())
            .unpack(folder.resolve("base"));
    Trees.delete(root.resolve("app"));
    Path tar = folder.resolve("base.tar");
    installation.make(
        "base", "tar", "--create", "--file=" + tar, "--directory=" + root, "--owner=0", ".");
    installation.make("base", "docker", "import", tar.toString(), Installation.image("base"));
    Path context = Repository.find().root().resolve("images/server");
    installation.make(
        "dockerfile",
        "docker",
        "build",
        "--tag=" + Installation.image("dockerfile"),
        "--build-arg=BASE=" + Installation.image("base"),
        context.toString());
    String container = installation.serverOf("dockerfile", "server-dockerfile", "", 443, 1);
    assertThat(engine.inspect(container, "{{.Config.User}}")).isEqualTo("10001:10001");
    stops(container, 30);
  }

  @Test
  @Order(1)
  void theServersClassesCanBeArchivedInAVolumeThatItOnlyReads() throws Exception {
    String archive = "-XX:SharedArchiveFile=/classes/agenthq.jsa";
    String[] use = {"-Xshare:on", archive, "-cp", "/app/agenthq-server.jar", "-version"};
    assertThat(installation.java("ro", use).code()).as("before there is one").isNotZero();
    Programs.Ended made =
        installation.java(
            "rw",
            "-Xshare:dump",
            "-XX:SharedClassListFile=/app/classes.lst",
            archive,
            "-cp",
            "/app/agenthq-server.jar");
    assertThat(made.code()).as(made.out() + made.err()).isZero();
    Programs.Ended used = installation.java("ro", use);
    assertThat(used.code()).as(used.out() + used.err()).isZero();
    assertThat(used.err()).contains("sharing");
    stops(installation.server("server-shared", "", 443, 1), 30);
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
      // Where the engine puts a secret's file or a volume it makes the name first.
      assertThat(engine.run("diff", container).out().lines())
          .as(container)
          .allMatch(line -> line.matches("C /run|A /run/secrets.*|A /classes"));
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
    try (Wire wire = wire(target)) {
      Response page =
          wire.send(Request.get(Installation.PUBLIC_HOST, "/board").with("Accept", "text/html"));
      assertThat(page.status()).isEqualTo(503);
      assertThat(page.all("content-type")).containsExactly("text/html; charset=utf-8");
      assertThat(page.body()).contains("AgentHQ is away for a moment");
    }
    stops(postgres, 10);
  }
}
