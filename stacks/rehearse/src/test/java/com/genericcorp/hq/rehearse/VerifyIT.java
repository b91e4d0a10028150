package com.genericcorp.hq.rehearse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.account.Resource;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.rehearse.moto.MotoProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code hq verify demo} as a process of its own, with the demo at moto. Nobody answers from
 * outside, and a script stands in for the Pulumi CLI: it prints the export that Pulumi would.
 */
@TestInstance(Lifecycle.PER_CLASS)
class VerifyIT {
  private static final String NOBODY = "127.255.255.254";

  private final Environment environment =
      new Environments(Repository.find().environments()).load("demo");
  private @Nullable Rehearsal rehearsal;
  private @Nullable Path folder;

  private record Ended(int code, String out, String err) {
    JsonNode check(String name) throws IOException {
      return StreamSupport.stream(Json.mapper().readTree(out).path("checks").spliterator(), false)
          .filter(one -> one.path("name").asText().equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @BeforeAll
  void make(@TempDir Path folder) throws IOException {
    Optional<Path> program = MotoProgram.find(System.getenv());
    assumeTrue(program.isPresent(), "there is no moto_server: .ci/run installs it");
    this.folder = folder;
    rehearsal =
        new Rehearsal(
            environment,
            program.orElseThrow(),
            folder.resolve("moto.log"),
            UnaryOperator.identity());
    rehearsal.start();
    rehearsal.bootstrap();
    rehearsal.environment();
    Path export = Files.writeString(folder.resolve("export.json"), export());
    Path pulumi = folder.resolve("pulumi");
    Files.writeString(pulumi, "#!/bin/sh\nexec /bin/cat '" + export + "'\n");
    Files.setPosixFilePermissions(pulumi, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterAll
  void stop() {
    if (rehearsal != null) {
      rehearsal.close();
    }
  }

  /** Pulumi's provider names a database by what AWS calls it within, and rehearsals by its name. */
  private static String id(Resource resource) {
    return resource.type().equals("aws:rds/instance:Instance") ? "db-WITHIN" : resource.id();
  }

  private String export() {
    List<Map<String, Object>> resources = new ArrayList<>();
    for (Resource one : rehearsal.resources().all()) {
      resources.add(
          Map.of(
              "urn", one.urn(),
              "custom", true,
              "type", one.type(),
              "id", id(one),
              "inputs", one.inputs(),
              "outputs", one.outputs()));
    }
    Object secrets =
        rehearsal.resources().one("aws:cloudformation/stack:Stack").outputs().get("outputs");
    resources.add(
        Map.of(
            "urn", "urn:pulumi:demo::agenthq::pulumi:pulumi:Stack::agenthq-demo",
            "type", "pulumi:pulumi:Stack",
            "outputs", Map.of("probeSecret", ((Map<?, ?>) secrets).get("Probe"))));
    return Json.print(Map.of("version", 3, "deployment", Map.of("resources", resources)));
  }

  @Test
  void theReportHoldsWhatIsSeenFromOutsideAndWithin() throws Exception {
    Ended ended = verify(Map.of("PATH", folder.toString()), "--json");
    assertThat(ended.code()).as(ended.err()).isEqualTo(1);
    assertThat(ended.check("connect").path("ok").asBoolean()).isFalse();
    // The key came from the secret: it was tried, and nobody answered.
    assertThat(ended.check("key-accepted").path("seen").asText()).contains("no connection");
    for (String name :
        List.of("database", "secrets", "certificate", "buckets-closed", "backup-age")) {
      assertThat(ended.check(name).path("ok").asBoolean()).as(name).isTrue();
    }
    assertThat(ended.check("service-runs").path("seen").asText()).startsWith("0 of 1 tasks run");
    assertThat(ended.out()).doesNotContain("ahq_probe");
    assertThat(Json.mapper().readTree(ended.out()).path("checks").findValuesAsText("name"))
        .doesNotHaveDuplicates();
  }

  @Test
  void whoHasNeitherPulumiNorCredentialsIsToldInOneLineAndTheRestIsLookedAt() throws Exception {
    Map<String, String> nothing = new HashMap<>();
    nothing.put("PATH", "/nowhere");
    nothing.put("AWS_ACCESS_KEY_ID", "");
    nothing.put("AWS_SECRET_ACCESS_KEY", "");
    nothing.put("PROBE_API_KEY", "a-key");
    Ended ended = verify(nothing, "--json");
    assertThat(ended.code()).isEqualTo(1);
    assertThat(ended.check("aws").path("seen").asText())
        .startsWith("There is no pulumi on the PATH")
        .contains("There are no credentials for AWS's account")
        .doesNotContain("\n");
    assertThat(ended.check("key-accepted").path("seen").asText()).contains("no connection");
    Ended outside = verify(nothing, "--json", "--from-outside");
    assertThat(outside.code()).isEqualTo(1);
    assertThat(outside.out()).contains("\"task\"").doesNotContain("pulumi");
  }

  private Ended verify(Map<String, String> variables, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dhq.root=" + Repository.find().root());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Hq.class.getName()));
    command.addAll(List.of("verify", "demo", "--connect", NOBODY));
    command.addAll(List.of(options));
    Path err = folder.resolve("err");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    URI endpoint = rehearsal.endpoint();
    builder.environment().put("AWS_ENDPOINT_URL", endpoint.toString());
    builder.environment().put("AWS_ACCESS_KEY_ID", "played");
    builder.environment().put("AWS_SECRET_ACCESS_KEY", "played");
    builder.environment().put("AWS_EC2_METADATA_DISABLED", "true");
    builder.environment().put("AWS_SHARED_CREDENTIALS_FILE", folder.resolve("none").toString());
    builder.environment().put("AWS_CONFIG_FILE", folder.resolve("none").toString());
    builder.environment().putAll(variables);
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(err));
  }
}
