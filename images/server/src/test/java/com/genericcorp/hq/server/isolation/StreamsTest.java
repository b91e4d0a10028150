package com.genericcorp.hq.server.isolation;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.live.EventReader;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Streams of events: announcements can be heard and forged by every login, rows not. */
class StreamsTest {
  private final Ground ground = Ground.shared();

  @AfterAll
  static void rest() {
    Ground.rest();
  }

  @Test
  void forgedAnnouncementsShowNobodyAnything() throws IOException {
    try (EventReader reader = open(ground.acme, Optional.empty())) {
      String theirs =
          ground.installation.value("select id from " + ground.globex.schema() + ".tasks");
      for (String payload :
          new String[] {
            ground.acme.id() + " " + theirs,
            ground.globex.id() + " " + theirs,
            ground.acme.id() + " " + theirs + "; select 1",
            "acme " + theirs,
            theirs,
            "",
            "%s %s\n%s %s".formatted(ground.acme.id(), theirs, ground.globex.id(), theirs)
          }) {
        Sql.inTenant(
            ground,
            ground.globex,
            "select pg_notify('task_changed', '" + payload + "')",
            "select pg_notify('access_changed', '" + payload + "')");
      }
      // What comes after them has been sent, so they have been dealt with.
      String own = task(ground.acme);
      await("its own task's end", ground.patience, () -> reader.saw(own, "succeeded"));
      assertThat(reader.events.toString())
          .doesNotContain(Ground.mark(ground.globex))
          .doesNotContain(theirs);
    }
  }

  @Test
  void whatWasMissedIsSentOfTheOwnOrganisationAlone() throws IOException {
    Optional<String> longAgo = Optional.of("2020-01-01T00:00:00Z");
    try (EventReader first = open(ground.acme, longAgo);
        EventReader second = open(ground.globex, longAgo)) {
      await(
          "tasks",
          ground.patience,
          () -> !first.named("task").isEmpty() && !second.named("task").isEmpty());
      assertThat(first.events.toString()).contains(Ground.mark(ground.acme));
      assertThat(second.events.toString()).contains(Ground.mark(ground.globex));
      assertThat(first.events.toString()).doesNotContain(Ground.mark(ground.globex));
      assertThat(second.events.toString()).doesNotContain(Ground.mark(ground.acme));
    }
  }

  @Test
  void aKeyOpensNoStreamOfAnother() throws IOException {
    int port = ground.service().service.port();
    String host = "globex." + TestService.HOST;
    try (EventReader reader =
        new EventReader(port, host, ground.keys.get("acme"), Optional.empty())) {
      assertThat(reader.status).isEqualTo(403);
    }
  }

  @Test
  void listeningShowsIdsAndNothingElse() {
    String made =
        Sql.value(
            ground,
            ground.globex,
            "select pg_get_functiondef('public.touch_task()'::regprocedure)"
                + " || pg_get_functiondef('public.access_changed()'::regprocedure)");
    assertThat(made)
        .contains("concat(pg_catalog.substr(tg_table_schema, 8), ' ', new.id)")
        .contains("pg_notify('access_changed', '')");
  }

  private EventReader open(Tenant tenant, Optional<String> lastEventId) throws IOException {
    EventReader reader =
        new EventReader(
            ground.service().service.port(),
            tenant.slug() + "." + TestService.HOST,
            ground.keys.get(tenant.slug()),
            lastEventId);
    await("hello", ground.patience, () -> !reader.named("hello").isEmpty());
    return reader;
  }

  private String task(Tenant tenant) {
    String agent =
        ground.installation.value("select id from " + tenant.schema() + ".agents limit 1");
    return Http.to(ground)
        .at(tenant)
        .key(tenant)
        .send(
            "POST",
            "/api/tasks",
            "{\"agentId\":\"%s\",\"title\":\"own\",\"simulation\":{\"seconds\":0}}"
                .formatted(agent))
        .json()
        .get("id")
        .asText();
  }
}
