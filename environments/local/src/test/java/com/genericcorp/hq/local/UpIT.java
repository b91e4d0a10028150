package com.genericcorp.hq.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.local.Clone.Ended;
import com.genericcorp.hq.local.net.Loopback;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.postgres.process.Await;
import com.genericcorp.hq.postgres.process.ProcessTable;
import com.genericcorp.hq.postgres.process.Signal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The commands as people use them, one after another on one clone. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpIT {
  private static Clone clone;
  private static Ended firstUp;

  @BeforeAll
  static void upForTheFirstTime() throws Exception {
    clone = new Clone();
    firstUp = clone.run(clone.up("--detach"));
    assertThat(firstUp.exit()).as(firstUp.err()).isZero();
  }

  @AfterAll
  static void down() throws Exception {
    if (clone != null) {
      clone.close();
    }
  }

  @Test
  @Order(1)
  void thePrintedExampleWorksAsPasted() throws Exception {
    assertThat(firstUp.out())
        .contains("local runs, verified: https://demo.localhost:" + clone.httpsPort)
        .contains("https://acme.demo.localhost:" + clone.httpsPort);
    Assumptions.assumeTrue(clone.shell("command -v curl").exit() == 0, "curl is not installed");
    String pasted = firstUp.out().substring(firstUp.out().indexOf("  key=$("));
    pasted = pasted.substring(0, pasted.indexOf("\n\n"));
    Ended answer = clone.shell(pasted.replace("curl ", "curl --silent --show-error --fail "));
    assertThat(answer.exit()).isZero();
    assertThat(Json.mapper().readTree(answer.out()).path("items")).isNotEmpty();
  }

  @Test
  @Order(1)
  void noSecretIsPrintedOrLogged() throws Exception {
    JsonNode keys = Json.mapper().readTree(Files.readString(clone.state.keys()));
    String gateway = Files.readString(clone.state.secrets().resolve("gateway")).strip();
    String migrator = Files.readString(clone.state.secrets().resolve("migrator-password")).strip();
    StringBuilder said = new StringBuilder(firstUp.out() + firstUp.err());
    for (String part : List.of("server", "edge", "postgres")) {
      said.append(Files.readString(clone.state.log(part)));
    }
    ProcessTable.ofThisMachine().all().forEach(process -> said.append(process.command()));
    assertThat(said).doesNotContain(gateway).doesNotContain(migrator);
    keys.forEach(key -> assertThat(said).doesNotContain(key.asText()));
  }

  @Test
  @Order(1)
  void onlyTheOwnerCanReadWhatIsKept() throws Exception {
    assertThat(mode(clone.state.folder())).isEqualTo("rwx------");
    assertThat(mode(clone.state.keys())).isEqualTo("rw-------");
    assertThat(mode(clone.state.target())).isEqualTo("rw-------");
    try (Stream<Path> files = Files.walk(clone.state.secrets())) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(mode(file)).as(file.toString()).isEqualTo("rw-------");
      }
    }
    assertThat(mode(clone.state.certificates().resolve("ca-key.pem"))).isEqualTo("rw-------");
    assertThat(mode(clone.state.certificates().resolve("server.pem"))).isEqualTo("rw-------");
  }

  @Test
  @Order(1)
  void statusTellsProgramsWhereEachOrganisationIs() throws Exception {
    Ended status = clone.run("status", "local", "--json");
    assertThat(status.exit()).as(status.err()).isZero();
    JsonNode json = Json.mapper().readTree(status.out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly("environment", "url", "ca", "state", "tenants", "checks");
    assertThat(json.path("state").asText()).isEqualTo("running");
    assertThat(json.path("url").asText()).isEqualTo("https://demo.localhost:" + clone.httpsPort);
    assertThat(Path.of(json.path("ca").asText())).isRegularFile();
    assertThat(json.path("tenants"))
        .extracting(tenant -> tenant.path("slug").asText())
        .containsExactly("acme", "globex", "initech");
    assertThat(json.path("tenants").path(0).path("apiKey").asText()).isNotBlank();
    assertThat(json.path("checks")).isNotEmpty().allMatch(check -> check.path("ok").asBoolean());
  }

  @Test
  @Order(2)
  void aSecondUpFindsTheFirstAndSaysSo() throws Exception {
    List<LocalProcess> before = clone.processes();
    Ended second = clone.run("up", "local");
    assertThat(second.exit()).as(second.err()).isZero();
    assertThat(second.out())
        .contains("It ran already.")
        .contains("https://demo.localhost:" + clone.httpsPort);
    assertThat(clone.processes()).isEqualTo(before);
  }

  @Test
  @Order(3)
  void aNewOrganisationIsThereAfterDownAndUp() throws Exception {
    Ended created = clone.run("tenants", "create", "north-wind", "--name", "North Wind", "--json");
    assertThat(created.exit()).as(created.err()).isZero();
    assertThat(Json.mapper().readTree(created.out()).path("apiKey").asText()).isNotBlank();
    Ended refused = clone.run("tenants", "create", "north_wind; DROP TABLE x");
    assertThat(refused.exit()).isEqualTo(2);

    Ended down = clone.run("down", "local");
    assertThat(down.exit()).isZero();
    assertThat(clone.everyProcess()).isEmpty();
    assertThat(Loopback.isFree(clone.httpsPort)).isTrue();
    assertThat(Loopback.isFree(clone.httpPort)).isTrue();
    assertThat(clone.run("status", "local").out()).contains("local: stopped");
    assertThat(clone.run("tenants", "list").err()).contains("local does not run");

    Ended again = clone.run(clone.up("--detach"));
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).contains("- Migrate and seed (applied already)");
    assertThat(clone.run("tenants", "list", "--environment", "local").out()).contains("north-wind");
  }

  @Test
  @Order(4)
  void theSamplesAreMadeAnewAndWhatPeopleMadeStays() throws Exception {
    Ended reset = clone.run("job", "demo-reset");
    assertThat(reset.exit()).as(reset.err()).isZero();
    assertThat(reset.out()).contains("Made anew: acme, globex, initech.");
    assertThat(clone.run("tenants", "list").out()).contains("north-wind");
    assertThat(clone.run("job").exit()).isEqualTo(2);
    assertThat(clone.run("job", "nonsense").exit()).isEqualTo(2);
  }

  @Test
  @Order(4)
  void logsShowWhatEachPartWrote() throws Exception {
    assertThat(clone.run("logs", "local", "-n", "3").out().lines())
        .hasSize(3)
        .allMatch(line -> line.startsWith("{"));
    assertThat(clone.run("logs", "local", "postgres").out()).contains("ready to accept");
    assertThat(clone.run("logs", "local", "edge").out()).contains("https " + clone.httpsPort);
    assertThat(clone.run("logs", "local", "nginx").exit()).isEqualTo(2);
  }

  @Test
  @Order(5)
  void aKilledServerMakesItDegradedUntilTheNextUpWhichKeepsTheRest() throws Exception {
    LocalProcess edge = running(Part.EDGE);
    Signal.KILL.send(running(Part.SERVER).identity().pid());
    Await.until(() -> clone.processes().size() == 1, Duration.ofSeconds(5));
    Ended status = clone.run("status", "local");
    assertThat(status.exit()).isEqualTo(1);
    assertThat(status.out()).contains("local: degraded");
    Ended up = clone.run("up", "local", "--detach");
    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(running(Part.EDGE)).isEqualTo(edge);
  }

  @Test
  @Order(6)
  void twoUpsAtOnceMakeOneEnvironment() throws Exception {
    clone.run("down", "local");
    Process one = clone.start(clone.root.resolve("one"), clone.up("--detach"));
    Process other = clone.start(clone.root.resolve("other"), clone.up("--detach"));
    assertThat(one.waitFor()).isZero();
    assertThat(other.waitFor()).isZero();
    assertThat(clone.processes())
        .extracting(LocalProcess::part)
        .containsExactlyInAnyOrder(Part.EDGE, Part.SERVER);
    String errors =
        Files.readString(clone.root.resolve("one.err"))
            + Files.readString(clone.root.resolve("other.err"));
    assertThat(errors).contains("Waiting for 'hq up local' (process ");
  }

  @Test
  @Order(7)
  void otherPortsReplaceTheOnesThatRun() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String port = Integer.toString(taken.getLocalPort());
      Ended refused = clone.run("up", "local", "--detach", "--https-port", port);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .contains("port " + port + " is taken by process " + ProcessHandle.current().pid());
    }
    Ended back = clone.run(clone.up("--detach"));
    assertThat(back.exit()).as(back.err()).isZero();
  }

  @Test
  @Order(8)
  void ctrlCStopsEverything() throws Exception {
    clone.run("down", "local");
    Path out = clone.root.resolve("foreground");
    Process up = clone.start(out, clone.up());
    awaitText(out, "Ctrl-C stops it");
    Signal.INT.send(up.pid());
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(130);
    assertThat(Files.readString(Path.of(out + ".err"))).contains("Stopped; the data are kept.");
    assertThat(clone.everyProcess()).isEmpty();
  }

  @Test
  @Order(8)
  void ctrlCWhileItStartsStopsWhatWasStarted() throws Exception {
    clone.run("down", "local");
    Path out = clone.root.resolve("foreground");
    Process up = clone.start(out, clone.up());
    awaitText(Path.of(out + ".err"), "Start the server");
    Signal.INT.send(up.pid());
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(130);
    assertThat(clone.everyProcess()).isEmpty();
    assertThat(Files.readString(Path.of(out + ".err"))).doesNotContain("hq:");
  }

  @Test
  @Order(9)
  void aPartThatEndsByItselfEndsTheRest() throws Exception {
    clone.run("down", "local");
    Path out = clone.root.resolve("foreground");
    Process up = clone.start(out, clone.up());
    awaitText(out, "Ctrl-C stops it");
    Signal.KILL.send(running(Part.EDGE).identity().pid());
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isEqualTo(1);
    assertThat(Files.readString(Path.of(out + ".err")))
        .contains("the edge has ended by itself, and the rest was stopped");
    assertThat(clone.everyProcess()).isEmpty();
  }

  @Test
  @Order(10)
  void downElsewhereEndsTheForeground() throws Exception {
    Path out = clone.root.resolve("foreground");
    Process up = clone.start(out, clone.up());
    awaitText(out, "Ctrl-C stops it");
    assertThat(clone.run("down", "local").exit()).isZero();
    assertThat(up.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(up.exitValue()).isZero();
    assertThat(Files.readString(Path.of(out + ".err"))).contains("Stopped by another command.");
  }

  @Test
  @Order(11)
  void resetRemovesTheDataAndKeepsTheAuthority() throws Exception {
    clone.run(clone.up("--detach"));
    String authority = Files.readString(clone.state.certificates().resolve("ca.pem"));
    Ended refused = clone.run("reset", "local");
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("add --yes");
    assertThat(clone.databaseRuns()).isTrue();

    assertThat(clone.run("reset", "local", "--yes").exit()).isZero();
    assertThat(clone.everyProcess()).isEmpty();
    assertThat(clone.state.postgres()).doesNotExist();
    assertThat(clone.state.keys()).doesNotExist();

    Ended up = clone.run(clone.up("--detach"));
    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(clone.state.certificates().resolve("ca.pem")).hasContent(authority);
    assertThat(clone.run("tenants", "list").out()).contains("acme").doesNotContain("north-wind");
  }

  @Test
  @Order(12)
  void lostKeysAndSecretsAreMadeAnew() throws Exception {
    Files.delete(clone.state.keys());
    Files.delete(clone.state.secrets().resolve("gateway"));
    Files.delete(clone.state.secrets().resolve("migrator-password"));
    Ended up = clone.run(clone.up("--detach"));
    assertThat(up.exit()).as(up.err()).isZero();
    assertThat(mode(clone.state.keys())).isEqualTo("rw-------");
  }

  @Test
  @Order(13)
  void otherPlatformsAndUnknownNamesAreRefused() throws Exception {
    assertThat(clone.run("up", "demo").exit()).isEqualTo(2);
    assertThat(clone.run("up", "lokal").err()).contains("local");
    assertThat(clone.run("up", "local", "--https-port", "70000").err())
        .contains("--https-port is 70000; expected 1 to 65535");
  }

  private static LocalProcess running(Part part) {
    return clone.processes().stream()
        .filter(process -> process.part() == part)
        .findFirst()
        .orElseThrow();
  }

  private static void awaitText(Path file, String text) {
    boolean there =
        Await.until(
            () -> {
              try {
                return Files.isRegularFile(file) && Files.readString(file).contains(text);
              } catch (java.io.IOException problem) {
                return false;
              }
            },
            Duration.ofSeconds(90));
    assertThat(there).as(text).isTrue();
  }

  private static String mode(Path file) throws java.io.IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
