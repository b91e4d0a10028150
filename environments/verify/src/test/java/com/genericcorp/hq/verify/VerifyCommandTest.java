package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.demo.RepositoryFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class VerifyCommandTest {
  @TempDir Path folder;
  private RepositoryFolder repository;
  private Fixture fixture;
  private DemoEnvironment environment;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void start() throws Exception {
    repository = new RepositoryFolder(folder);
    fixture = new Fixture(folder);
    environment = fixture.healthy();
    repository.started(environment, fixture.ca);
    System.setProperty(Repository.PROPERTY, folder.toString());
  }

  @AfterEach
  void stop() {
    System.clearProperty(Repository.PROPERTY);
    environment.close();
  }

  @Test
  void anEnvironmentThatIsUpEndsWithZero() {
    assertThat(hq("verify", "local")).isZero();

    assertThat(out.toString())
        .containsPattern("certificate-chain +trusted; issued by CN=Test Authority")
        .contains("local: all " + Verification.CHECKS.size() + " checks passed")
        .doesNotContain("expected", DemoEnvironment.KEY);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void programsReadJsonAndNothingElse() throws Exception {
    assertThat(hq("verify", "local", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(out.toString());
    assertThat(report.path("environment").asText()).isEqualTo("local");
    assertThat(report.path("passed").asBoolean()).isTrue();
    assertThat(report.path("checks")).hasSize(Verification.CHECKS.size());
  }

  @Test
  void aCheckThatFailsEndsWithOneAndIsToldInFull() throws Exception {
    environment.headers.put("Strict-Transport-Security", "max-age=9");
    Path junit = folder.resolve("reports/verify.xml");

    assertThat(hq("verify", "local", "--junit", junit.toString())).isEqualTo(1);

    assertThat(out.toString())
        .contains("      expected  no Strict-Transport-Security")
        .contains("      seen      demo.localhost: max-age=9")
        .contains("local: 1 of " + Verification.CHECKS.size() + " checks failed");
    assertThat(Files.readString(junit)).contains("failures=\"1\"", "max-age=9");
  }

  @Test
  void anEnvironmentThatWasStoppedEndsWithOne() {
    environment.close();

    assertThat(hq("verify", "local", "--json")).isEqualTo(1);
    assertThat(out.toString()).contains("\"passed\" : false").contains("no connection to");
  }

  @Test
  void anEnvironmentThatWasNeverStartedEndsWithOne() throws Exception {
    Files.delete(folder.resolve(".hq/local/target.json"));

    assertThat(hq("verify", "local")).isEqualTo(1);
    assertThat(err.toString()).contains("scripts/hq up local");
  }

  @Test
  void aHalfWrittenStateEndsWithTwo() throws Exception {
    repository.state("target.json", "{\"environment\":");

    assertThat(hq("verify", "local")).isEqualTo(2);
    assertThat(err.toString()).contains("target.json:1: no JSON");
  }

  @Test
  void inputThatCannotBeUsedEndsWithTwo() {
    assertThat(hq("verify", "locla")).isEqualTo(2);
    assertThat(hq("verify")).isEqualTo(2);
    assertThat(hq("verify", "local", "--frobnicate")).isEqualTo(2);
    assertThat(hq("verify", "local", "--ca", "none.pem")).isEqualTo(2);
    assertThat(hq("verify", "demo", "--key-file", "none.key")).isEqualTo(2);
    assertThat(hq("verify", "demo", "--keys", "none.key")).isEqualTo(2);

    assertThat(err.toString())
        .contains("there is no environment 'locla'", "local")
        .contains("NAME")
        .contains("--frobnicate")
        .contains("The CA certificate none.pem cannot be read")
        .contains("The key file none.key is not there")
        .doesNotContain("Exception:", "--debug");
  }

  @Test
  void aReportThatCannotBeWrittenEndsWithTwoAfterTheResults() {
    Path inAFile = fixture.ca.resolve("verify.xml");

    assertThat(hq("verify", "local", "--junit", inAFile.toString())).isEqualTo(2);
    assertThat(out.toString()).contains("all " + Verification.CHECKS.size() + " checks passed");
    assertThat(err.toString()).contains("The JUnit file " + inAFile + " cannot be written");
  }

  @Test
  void helpHasExamples() {
    assertThat(hq("verify", "--help")).isZero();
    assertThat(out.toString()).contains("hq verify local", "--junit");
  }

  private int hq(String... arguments) {
    CommandLine commandLine = Hq.commandLine();
    commandLine.setOut(new PrintWriter(out));
    commandLine.setErr(new PrintWriter(err));
    return CommandRunner.run(commandLine, arguments);
  }
}
