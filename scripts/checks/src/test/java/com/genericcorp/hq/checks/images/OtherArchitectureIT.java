package com.genericcorp.hq.checks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.testing.Engine;
import com.genericcorp.hq.builder.testing.Programs;
import com.genericcorp.hq.local.net.Loopback;
import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server's image for the architecture that this machine does not have, run by qemu's user
 * emulation: its Java runtime was linked here from the other's modules.
 */
class OtherArchitectureIT {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir private static Path folder;
  private static List<String> java;

  @BeforeAll
  static void unpack() throws Exception {
    ImagePlatform other =
        Arrays.stream(ImagePlatform.values())
            .filter(one -> one != ImagePlatform.ofThisMachine())
            .findFirst()
            .orElseThrow();
    String emulator = other == ImagePlatform.ARM64 ? "qemu-aarch64" : "qemu-x86_64";
    Optional<Path> qemu =
        Stream.of(emulator, emulator + "-static")
            .flatMap(name -> Programs.find(name).stream())
            .findFirst();
    assumeTrue(qemu.isPresent(), "no " + emulator + ": the image for " + other + " is not run");
    Path root = BuiltLayout.ofServer(folder, other.toString()).unpack(folder.resolve("root"));
    java = List.of(qemu.get().toString(), "-L", root.toString(), root.resolve("usr/bin/java") + "");
  }

  @Test
  void javaSaysWhatItIs() throws Exception {
    Programs.Ended ended = Programs.run(Map.of(), words("-version"));
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.err()).startsWith("openjdk version \"21.").contains("64-Bit Server VM");
  }

  @Test
  void theServerServesAgainstARealDatabaseAndStopsInOrder() throws Exception {
    TestPostgres.Database database = TestPostgres.shared().freshDatabase();
    Map<String, String> variables = variables(database);
    migrate(database, variables);
    int port = Engine.freePort();
    variables.put("PORT", port + "");
    variables.put("MANAGEMENT_PORT", Engine.freePort() + "");
    Path app = folder.resolve("root/app");
    Path log = folder.resolve("server.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                words(
                    "-XX:-UsePerfData",
                    "-cp",
                    app.resolve("agenthq-server.jar").toString(),
                    "com.genericcorp.hq.server.Main",
                    "serve"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().putAll(variables);
    Process server = builder.start();
    try {
      assertThat(eventually(server, port, "/health")).as(Files.readString(log)).isEqualTo(200);
      assertThat(eventually(server, port, "/ready")).as(Files.readString(log)).isEqualTo(200);
      server.destroy();
      assertThat(server.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(server.exitValue()).as(Files.readString(log)).isZero();
    } finally {
      server.destroyForcibly().waitFor();
    }
  }

  private static int eventually(Process server, int port, String path) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    int status = -1;
    while (status != 200 && server.isAlive() && System.nanoTime() < end) {
      Thread.sleep(200);
      status = Loopback.status(port, "localhost", path, Duration.ofSeconds(5));
    }
    return status;
  }

  private static List<String> words(String... words) {
    List<String> all = new ArrayList<>(java);
    all.addAll(List.of(words));
    return all;
  }

  private static Map<String, String> variables(TestPostgres.Database database) throws IOException {
    Repository repository = Repository.find();
    Map<String, String> variables =
        new LinkedHashMap<>(
            ApplicationContract.variables(
                new Environments(repository.environments()).load("selfhosted")));
    variables.put("BIND_ADDRESS", "127.0.0.1");
    variables.put("DATABASE_HOST", database.host());
    variables.put("DATABASE_PORT", database.port() + "");
    variables.put("DATABASE_NAME", database.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("GATEWAY_SECRET", "0123456789abcdef0123456789abcdef0123456789abcdef");
    return variables;
  }

  /** By this machine's own Java: emulated, it would be the same work ten times as long. */
  private static void migrate(TestPostgres.Database database, Map<String, String> variables)
      throws Exception {
    Map<String, String> migrator = new LinkedHashMap<>(variables);
    migrator.put("MIGRATOR_USER", database.migrator().user());
    migrator.put("MIGRATOR_PASSWORD", database.migrator().password());
    Programs.Ended ended =
        Programs.run(
            migrator,
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-jar",
                folder.resolve("root/app/agenthq-server.jar").toString(),
                "migrate"));
    assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
  }
}
