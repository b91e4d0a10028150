package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis makes requests of its own from the description, good and bad, and holds every answer
 * to it. The long run: {@code -Dhq.schemathesis.examples=1000}; a run again: {@code -Dhq.seed=…}.
 */
class SchemathesisTest {
  private static final int EXAMPLES = Integer.getInteger("hq.schemathesis.examples", 15);

  // That an agent is nobody's is found out by looking: no schema can say it, so 400 is no mistake.
  private static final String CONFIGURATION =
      """
      [[operations]]
      include-operation-id = "createTask"
      [operations.checks.positive_data_acceptance]
      expected-statuses = ["2xx", "400", "401", "403", "404", "409", "429"]
      """;

  @TempDir private Path folder;

  @Test
  void itFindsNothing() throws Exception {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(),
        "schemathesis is neither in SCHEMATHESIS nor in PATH: .ci/run installs it");
    try (TestInstallation installation = TestInstallation.migrated()) {
      String key =
          installation.creation.create(new Slug("acme"), "Acme", "enterprise", "k").key().reveal();
      try (TestService service = TestService.start(installation)) {
        await(
            "ready",
            Duration.ofSeconds(10),
            () -> service.raw("GET /ready HTTP/1.1\r\nHost: x\r\n\r\n").status() == 200);
        long seed = Long.getLong("hq.seed", System.nanoTime() % 1_000_000);
        System.out.println("schemathesis: -Dhq.seed=" + seed + ", examples " + EXAMPLES);
        run(program.get(), service.service.port(), key, seed);
      }
    }
  }

  private void run(Path program, int port, String key, long seed) throws Exception {
    Files.writeString(folder.resolve("schemathesis.toml"), CONFIGURATION);
    Path output = folder.resolve("output.txt");
    List<String> words = new ArrayList<>();
    words.addAll(List.of(program.toString(), "run", document().toString()));
    words.addAll(List.of("--url", "http://127.0.0.1:" + port));
    words.addAll(List.of("-H", "Host: demo.localhost"));
    // Its own, which would contradict the key, are AccessTest's affair.
    words.addAll(List.of("-H", "X-Organization-Slug: acme"));
    words.addAll(List.of("-H", "Authorization: Bearer " + key));
    words.addAll(List.of("--seed", Long.toString(seed), "--max-examples", "" + EXAMPLES));
    words.addAll(List.of("--checks", "all", "--no-color", "--request-timeout", "15"));
    // An answer without an end: LiveTest holds it. The body's time limit alone would take 10 s.
    words.addAll(List.of("--exclude-path", "/api/tasks/events"));
    Process process =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(30, TimeUnit.MINUTES);
    process.destroyForcibly();
    Files.copy(output, Path.of("target", "schemathesis.txt"), StandardCopyOption.REPLACE_EXISTING);
    String said = Files.readString(output, StandardCharsets.UTF_8);
    assertThat(ended && process.exitValue() == 0).as(said).isTrue();
  }

  private Path document() throws Exception {
    Path file = folder.resolve("openapi.json");
    Description.JSON.writeValue(file.toFile(), new Description().document);
    return file;
  }

  private static Optional<Path> program() {
    String named = System.getenv().getOrDefault("SCHEMATHESIS", "");
    Stream<Path> inPath =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .map(each -> Path.of(each, "schemathesis"));
    return Stream.concat(named.isEmpty() ? Stream.empty() : Stream.of(Path.of(named)), inPath)
        .filter(Files::isExecutable)
        .findFirst();
  }
}
