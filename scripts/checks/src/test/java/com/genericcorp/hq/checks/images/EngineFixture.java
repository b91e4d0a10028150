package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.Limits;
import com.genericcorp.hq.verify.wire.Request;
import com.genericcorp.hq.verify.wire.Response;
import com.genericcorp.hq.verify.wire.Wire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Engine, images, and one installation with an edge that has an authority of its own. */
abstract class EngineFixture {
  // Several servers share this machine with whatever else it does; how fast they are is not asked.
  static final Limits PATIENT =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(20),
          Duration.ofSeconds(60),
          Duration.ofSeconds(120),
          Limits.DEFAULT.headerBytes(),
          Limits.DEFAULT.bodyBytes());

  @TempDir static Path folder;
  static Engine engine;
  static Installation installation;
  static Path keys;
  static String postgres;
  static String server;
  static String edge;
  static Target target;

  @BeforeAll
  static void startAll() throws Exception {
    Optional<Engine> found = Engine.find();
    assumeTrue(found.isPresent(), "no Docker engine: the images are not run");
    engine = found.get();
    BuiltLayout.loadAll();
    installation = new Installation(engine, folder);
    postgres = installation.database();
    keys = installation.migrateAndSeed();
    EdgePorts ports = EdgePorts.free();
    server = installation.server("server", Installation.TENANT_HOST, ports.https(), 1);
    edge = installation.edge("edge", Map.of("PUBLIC_PORT", ports.https() + ""), ports.published());
    Path authority =
        installation.copy(edge, "/data/caddy/pki/authorities/local/root.crt", "edge-root.pem");
    target = ports.target(Installation.TENANT_HOST, authority, keys);
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

  /** Whom the server takes for the sender of a request that lies about it. */
  static String senderOf(Target at, String server, String path) throws Exception {
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
  static String gateway() throws Exception {
    return engine.inspect(installation.network(), "{{range .IPAM.Config}}{{.Gateway}}{{end}}");
  }

  static void stops(String container, int grace) throws Exception {
    assertThat(engine.run("stop", "--time=" + grace, container).code()).isZero();
    // 137 would be the engine's patience at its end.
    assertThat(engine.inspect(container, "{{.State.ExitCode}}"))
        .as(installation.log(container))
        .isEqualTo("0");
  }

  /** What verification finds wrong. */
  static List<Result> faults(Target at) {
    return Verification.run(at, PATIENT).failed();
  }

  static Wire wire(Target at) {
    return new Wire(at.connect(), at.ca(), at.httpsPort(), at.httpPort(), PATIENT);
  }
}
