package com.genericcorp.hq.server.commands;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import com.genericcorp.hq.server.tenancy.NotServed;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tenants …} as processes, as operators and platforms start them. */
class LifecycleCommandsTest {
  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    installation.create("acme");
    installation.create("globex");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aRequestIsAnsweredTheSameWithItsOwnersLink() throws Exception {
    String[] words = {
      "create",
      "north-wind",
      "--name",
      "North Wind",
      "--owner",
      "ada@example.com",
      "--request-key",
      "order-1",
      "--json"
    };
    JsonNode first = json(run(words));
    assertThat(first.fieldNames()).toIterable().containsExactly("slug", "url", "apiKey", "owner");
    assertThat(first.at("/owner/url").asText())
        .startsWith("https://north-wind.demo.localhost/invitation#inv_");
    assertThat(json(run(words))).isEqualTo(first);
    words[3] = "South Wind";
    Ended other = run(words);
    assertThat(other.code()).isEqualTo(2);
    assertThat(other.err()).contains("has made the organisation 'north-wind' (North Wind, free)");
    assertThat(run("create", "west", "--owner", "nobody").code()).isEqualTo(2);
  }

  @Test
  void aSuspensionIsShownAndUndone() throws Exception {
    JsonNode done =
        json(run("suspend", "acme", "--reason", "unpaid", "--by", "Ada Example", "--json"));
    assertThat(done.get("status").asText()).isEqualTo("suspended");
    assertThat(done.get("changed").asBoolean()).isTrue();
    JsonNode shown = json(run("show", "acme", "--json"));
    assertThat(shown.get("status").asText()).isEqualTo("suspended");
    assertThat(shown.get("statusReason").asText()).isEqualTo("unpaid");
    assertThat(shown.get("database").asText()).isEqualTo("main");
    assertThat(shown.at("/events/0/what").asText()).isEqualTo("suspended");
    assertThat(shown.at("/events/0/by").asText()).isEqualTo("Ada Example");
    assertThat(shown.at("/events/1/what").asText()).isEqualTo("created");
    assertThat(run("list", "--status", "suspended").out())
        .contains("acme")
        .doesNotContain("globex");
    assertThat(run("resume", "acme").out()).contains("'acme' is served again");
    assertThat(run("show", "acme").out()).contains("statusSince").contains("resumed");
  }

  @Test
  void aSuspensionThatIsKilledInItsMiddleIsFinishedByTheNext() throws Exception {
    Tenant globex = installation.tenantAdministration.require(new Slug("globex"));
    String schema = globex.schema();
    installation.asSuperuser(
        "insert into " + schema + ".agents (name) values ('Priya')",
        "insert into "
            + schema
            + ".tasks (agent_id, title, status, attempts, started_at)"
            + " select id, 'T', 'running', 1, now() from "
            + schema
            + ".agents",
        "insert into public.jobs (tenant_id, task_id, worker, leased_until) select '"
            + globex.id()
            + "', id, 'a/b-1', now() + interval '1 hour' from "
            + schema
            + ".tasks");
    CommandProcess killed;
    try (Connection blocker = installation.database.connectAsSuperuser();
        Statement statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("select from " + schema + ".tasks for update");
      killed =
          CommandProcess.start(
              folder, installation.database, variables(), "tenants", "suspend", "globex");
      await("it waits for the task", Duration.ofSeconds(20), this::somebodyWaitsForATask);
      killed.kill();
      blocker.rollback();
    }
    assertThatThrownBy(() -> installation.tenants.inTenant(globex, handle -> 1))
        .isInstanceOf(NotServed.class);
    await(
        "its session is gone",
        Duration.ofSeconds(20),
        () ->
            installation
                .value(
                    "select count(*) from pg_locks where locktype = 'advisory' and granted"
                        + " and database = (select oid from pg_database"
                        + " where datname = current_database())")
                .equals("0"));
    JsonNode again = json(run("suspend", "globex", "--json"));
    assertThat(again.get("changed").asBoolean()).isFalse();
    assertThat(installation.value("select status from " + schema + ".tasks")).isEqualTo("queued");
    assertThat(run("resume", "globex").code()).isZero();
  }

  @Test
  void whatCannotBeDoneIsSaid() throws Exception {
    fails(2, run("suspend", "nobody"), "no organisation 'nobody'");
    fails(2, run("resume", "No Body"), "cannot be an organisation's name");
    fails(2, run("rename", "acme", "admin"), "'admin' is reserved");
    fails(2, run("list", "--status", "gone"), "active or suspended");
    Tenant acme = installation.tenantAdministration.require(new Slug("acme"));
    try (OperationLock held =
        OperationLock.take(
            installation.administration, acme, "exported", new Operator("grace@host"))) {
      held.requireHeld();
      fails(1, run("suspend", "acme"), "'acme' is being exported by grace@host since ");
    }
  }

  @Test
  void aRenamingThatIsRepeatedIsDone() throws Exception {
    installation.create("initech");
    assertThat(run("rename", "initech", "initrode", "--name", "Initrode").out())
        .contains("'initech' is called 'initrode' (Initrode) now");
    JsonNode again = json(run("rename", "initech", "initrode", "--json"));
    assertThat(again.get("changed").asBoolean()).isFalse();
    assertThat(again.get("name").asText()).isEqualTo("Initrode");
    fails(2, run("show", "initech"), "it is called 'initrode' now");
  }

  private boolean somebodyWaitsForATask() {
    return installation
        .value(
            "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                + " and datname = current_database()")
        .equals("1");
  }

  private static void fails(int code, Ended ended, String sentence) {
    assertThat(ended.code()).as(ended.err()).isEqualTo(code);
    assertThat(ended.err()).contains(sentence).doesNotContain("\tat ");
  }

  private static JsonNode json(Ended ended) throws IOException {
    assertThat(ended.code()).as(ended.err()).isZero();
    return Json.mapper().readTree(ended.out());
  }

  private Ended run(String... words) throws IOException, InterruptedException {
    String[] all = new String[words.length + 1];
    all[0] = "tenants";
    System.arraycopy(words, 0, all, 1, words.length);
    return CommandProcess.start(folder, installation.database, variables(), all).end();
  }

  private static Map<String, String> variables() {
    return Map.of(
        "PUBLIC_HOST", "demo.localhost",
        "TENANT_HOST", "{slug}.demo.localhost",
        "TIERS", "{\"free\":{\"agents\":5},\"growth\":{\"agents\":null}}");
  }
}
