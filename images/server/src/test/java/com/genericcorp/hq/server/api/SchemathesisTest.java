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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Schemathesis makes requests of its own from the description, good and bad, and holds every answer
 * to it. The sample is the same in every run, so that a change of ours and not chance turns it red;
 * the long run, of another seed each time: {@code -Dhq.schemathesis.examples=1000}; a run again:
 * {@code -Dhq.seed=…} beside it.
 */
@Tag("slow")
class SchemathesisTest {
  private static final int SAMPLE = 15;
  private static final int EXAMPLES = Integer.getInteger("hq.schemathesis.examples", SAMPLE);

  // Answers to requests that are well-formed and yet refused, and why:
  // 410: an invitation's token is made up; 422: a name of a request is used again for another;
  // 400: an agent's id is made up; a time span is empty, or longer than is told at once.
  private static final String CONFIGURATION =
      """
      [checks.positive_data_acceptance]
      expected-statuses = ["2xx", "3xx", "401", "403", "404", "409", "410", "422", "429", "5xx"]

      [[operations]]
      include-operation-id = "createTask"
      [operations.checks.positive_data_acceptance]
      expected-statuses = ["2xx", "400", "401", "403", "404", "409", "422", "429"]

      [[operations]]
      include-operation-id = "getUsage"
      [operations.checks.positive_data_acceptance]
      expected-statuses = ["2xx", "400", "401", "403", "404", "429"]
      """;

  // Every request from another address, or the limit of strangers would answer most of them; and
  // the key that all are sent with is not revoked on the way.
  private static final String HOOKS =
      """
      import os, random, uuid
      import schemathesis

      @schemathesis.hook
      def before_call(context, case, **kwargs):
          address = ".".join(str(random.randint(1, 250)) for _ in range(4))
          case.headers["X-Forwarded-For"] = address
          if case.path_parameters.get("id") == os.environ["KEY_ID"]:
              case.path_parameters["id"] = str(uuid.uuid4())
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
        long otherwise = EXAMPLES == SAMPLE ? 402579 : System.nanoTime() % 1_000_000;
        long seed = Long.getLong("hq.seed", otherwise);
        System.out.println("schemathesis: -Dhq.seed=" + seed + ", examples " + EXAMPLES);
        String schema = installation.value("select schema_name from public.tenants");
        String keyId = installation.value("select id from " + schema + ".api_keys");
        run(program.get(), service.service.port(), key, keyId, seed);
      }
    }
  }

  private void run(Path program, int port, String key, String keyId, long seed) throws Exception {
    Files.writeString(folder.resolve("schemathesis.toml"), CONFIGURATION);
    Files.writeString(folder.resolve("hooks.py"), HOOKS);
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
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("SCHEMATHESIS_HOOKS", "hooks");
    builder.environment().put("PYTHONPATH", folder.toString());
    builder.environment().put("KEY_ID", keyId);
    Process process = builder.start();
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
