package com.genericcorp.hq.model.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.CommandRunner;
import com.genericcorp.hq.cli.Hq;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.EnvironmentsFolder;
import com.genericcorp.hq.model.Repository;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The commands as a user calls them; what they print is compared whole. */
class ModelCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void forgetTheRepository() {
    System.clearProperty(Repository.PROPERTY);
  }

  @Test
  void environmentsListsThem() throws IOException {
    assertThat(hq("environments")).isZero();
    assertThat(out).hasToString(golden("environments.txt"));
  }

  @Test
  void diffShowsWhatDiffers() throws IOException {
    assertThat(hq("diff", "demo", "production")).isZero();
    assertThat(out).hasToString(golden("diff-demo-production.txt"));
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void diffShowsAllOnDemand() throws IOException {
    assertThat(hq("diff", "--all", "local", "selfhosted")).isZero();
    assertThat(out).hasToString(golden("diff-all-local-selfhosted.txt"));
    assertThat(out.toString().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void diffOfOneWithItselfSaysSo() {
    assertThat(hq("diff", "demo", "demo")).isZero();
    assertThat(out).hasToString("demo and demo do not differ.\n");
  }

  @Test
  void bothAnswerProgramsInJson() throws IOException {
    assertThat(hq("environments", "--json")).isZero();
    JsonNode environments = Json.mapper().readTree(out.toString());
    assertThat(environments.findValuesAsText("publicHost"))
        .containsExactly(
            "demo.localhost", "agenthq.example.com", "demo.genericcorp.com", "app.genericcorp.com");
    assertThat(environments.at("/3/server/replicas/max").intValue()).isEqualTo(4);
    assertThat(environments.at("/3/size")).hasToString("{\"name\":\"launch\",\"tenants\":25}");
    assertThat(environments.at("/2/waivers/0/until").asText()).isEqualTo("2027-11-30");

    out.getBuffer().setLength(0);
    assertThat(hq("diff", "demo", "production", "--json")).isZero();
    JsonNode diff = Json.mapper().readTree(out.toString());
    assertThat(diff.get("environments")).hasToString("[\"demo\",\"production\"]");
    assertThat(diff.get("keys").findValuesAsText("differs")).containsOnly("true");
    assertThat(diff.get("keys"))
        .extracting(JsonNode::toString)
        .contains(
            "{\"key\":\"aws.traffic.requestsPerSecond\",\"values\":[0.5,2.5],\"differs\":true}",
            "{\"key\":\"sampleOrganizations.acme.tier\",\"values\":[\"growth\",null],"
                + "\"differs\":true}");
  }

  @Test
  void anUnknownEnvironmentIsWrongInput() {
    assertThat(hq("diff", "demo", "prod")).isEqualTo(2);
    assertThat(out).hasToString("");
    assertThat(err)
        .hasToString(
            "hq: there is no environment 'prod'; known: demo, local, production, selfhosted."
                + " Did you mean 'production'?\n");
  }

  @Test
  void faultyFilesOfBothAreRefusedWithoutAStackTrace(@TempDir Path temporary) {
    new EnvironmentsFolder(temporary)
        .replace("demo.yaml", "natGateways: 0", "natGateways: x")
        .replace("production.yaml", "natGateways: 3", "natGateways: 9");
    System.setProperty(Repository.PROPERTY, temporary.toString());

    assertThat(hq("diff", "demo", "production")).isEqualTo(2);
    assertThat(err)
        .hasToString(
            """
            hq: 2 faults in the environments' files
              environments/demo.yaml:17: aws.natGateways is the text 'x'; expected a whole number (0 to 3)
              environments/production.yaml:17: sizes.growth, sizes.planned: aws.natGateways is 9; allowed: 0 to 3
            """);
  }

  @ParameterizedTest
  @ValueSource(strings = {"environments", "diff"})
  void eachHasHelpWithAnExample(String command) {
    assertThat(hq(command, "--help")).isZero();
    assertThat(out.toString())
        .contains("Usage: scripts/hq " + command, "Example: scripts/hq " + command);
  }

  private int hq(String... arguments) {
    CommandLine commandLine = Hq.commandLine();
    commandLine.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return CommandRunner.run(commandLine, arguments);
  }

  private String golden(String name) throws IOException {
    try (InputStream file = getClass().getResourceAsStream(name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
