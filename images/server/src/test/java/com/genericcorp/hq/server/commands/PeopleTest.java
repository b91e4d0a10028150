package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.mail.SmtpServer;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code users} as the process that an operator starts. */
class PeopleTest {
  private static final String PASSWORD = "correct horse battery";

  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ";

  private static TestInstallation installation;
  private static TestService service;

  @TempDir private Path folder;

  private record Ended(int code, String out, String err) {
    JsonNode json() throws IOException {
      assertThat(code).as(err).isZero();
      return new ObjectMapper().readTree(out);
    }
  }

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    installation.create("acme");
    installation.create("globex");
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void theFirstOwnerIsInvitedListedAndHelpedOut() throws Exception {
    JsonNode first = run("invite", "acme", "Ada@example.com", "--role", "owner", "--json").json();
    assertThat(first.get("mailed").asBoolean()).isFalse();
    assertThat(first.get("expiresAt").asText()).matches(TIME);
    JsonNode again = run("invite", "acme", "ada@example.com", "--role", "owner", "--json").json();
    assertThat(accept(first).status()).isEqualTo(410);
    assertThat(accept(again).status()).isEqualTo(200);

    JsonNode listed = run("list", "acme", "--json").json();
    assertThat(listed.findValuesAsText("email")).containsExactly("ada@example.com");
    assertThat(listed.findValuesAsText("status")).containsExactly("active");
    assertThat(listed.findValuesAsText("lastSignedInAt")).allMatch(time -> time.matches(TIME));
    assertThat(run("list", "acme").out()).contains("EMAIL", "ada@example.com", "owner");

    Ended member = run("invite", "acme", "ada@example.com", "--role", "owner");
    assertThat(member.code()).isEqualTo(2);
    assertThat(member.err()).contains("reset-password acme ada@example.com");

    Ended reset = run("reset-password", "acme", "ada@example.com");
    assertThat(reset.code()).as(reset.err()).isZero();
    assertThat(reset.out())
        .contains("https://acme.demo.localhost:8443/invitation?reset#inv_")
        .contains("No e-mail is configured")
        .containsPattern(", until " + TIME + ":");
  }

  @Test
  void theLinkIsMailedWhereMailIsConfigured() throws Exception {
    try (SmtpServer smtp = new SmtpServer(SmtpServer.Manner.KIND)) {
      Map<String, String> mail =
          Map.of(
              "SMTP_HOST", "127.0.0.1",
              "SMTP_PORT", Integer.toString(smtp.port()),
              "SMTP_TLS", "none",
              "MAIL_FROM", "hq@example.com");
      List<String> words =
          List.of("invite", "globex", "grace@example.com", "--role", "reader", "--json");
      JsonNode invited = run(words, mail).json();
      assertThat(invited.get("mailed").asBoolean()).isTrue();
      assertThat(smtp.mails).hasSize(1);
    }
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    fails(run("invite", "globex", "no address", "--role", "owner"), "no e-mail address");
    fails(run("invite", "globex", "x@y", "--role", "admin"), "owner, member or reader");
    fails(run("invite", "nobody", "x@y", "--role", "owner"), "no organisation 'nobody'");
    fails(run("reset-password", "globex", "x@y"), "There is no x@y in 'globex'");
    fails(run("invite", "globex", "x@y"), "--role");
    assertThat(run("invite", "globex", "role@example.com", "--role", "reader").code()).isZero();
    fails(run("invite", "globex", "role@example.com", "--role", "owner"), "as reader");
  }

  private static void fails(Ended ended, String sentence) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(2);
    assertThat(ended.err()).contains(sentence).doesNotContain("\tat ");
    assertThat(ended.out()).doesNotContain("inv_");
  }

  private static Reply accept(JsonNode link) {
    return new Browser(service, "acme").accept(link.get("url").asText(), "Ada", PASSWORD);
  }

  private Ended run(String... words) throws Exception {
    return run(List.of(words), Map.of());
  }

  private Ended run(List<String> words, Map<String, String> more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "users"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.put("PUBLIC_HOST", TestService.HOST);
    variables.put("TENANT_HOST", "{slug}." + TestService.HOST);
    variables.put("PUBLIC_PORT", "8443");
    variables.put("DATABASE_HOST", installation.settings.host());
    variables.put("DATABASE_PORT", Integer.toString(installation.settings.port()));
    variables.put("DATABASE_NAME", installation.settings.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("MIGRATOR_USER", installation.database.migrator().user());
    variables.put("MIGRATOR_PASSWORD", installation.database.migrator().password());
    variables.put("GATEWAY_SECRET", TestInstallation.GATEWAY_SECRET.reveal());
    variables.putAll(more);
    Path out = Files.createTempFile(folder, "users", ".out");
    Path err = Files.createTempFile(folder, "users", ".err");
    Process process = builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }
}
