package com.genericcorp.hq.server.isolation;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Work in the background: a job is its organisation's, and its worker's while it holds it. */
class JobsTest {
  private final Ground ground = Ground.shared();

  @AfterAll
  static void rest() {
    Ground.rest();
  }

  @Test
  void aJobIsTheActingOrganisationsWhateverItsTask() {
    // Of a suspended organisation nothing is claimed, so that the job is there to be looked at.
    Tenant suspended = ground.fresh().tenant();
    ground.setStatus(suspended, "suspended");
    String theirs =
        ground.installation.value("select id from " + ground.globex.schema() + ".tasks");
    try {
      Sql.inTenant(ground, suspended, "select public.enqueue_task('" + theirs + "')");
      assertThat(
              ground.installation.value(
                  "select string_agg(tenant_id, ',') from public.jobs where task_id = '%s'"
                      .formatted(theirs)))
          .isEqualTo(suspended.id());
    } finally {
      forget(theirs);
    }
  }

  @Test
  void anothersJobCanBeNeitherEndedNorHeldNorGivenBack() {
    String task = UUID.randomUUID().toString();
    try {
      anothersJobIsOutOfReach(task);
    } finally {
      forget(task);
    }
  }

  private void forget(String task) {
    ground.installation.asSuperuser("delete from public.jobs where task_id = '" + task + "'");
  }

  private void anothersJobIsOutOfReach(String task) {
    ground.installation.asSuperuser(
        "insert into public.jobs (tenant_id, task_id, run_at, worker, leased_until) values ('%s', '%s',"
                .formatted(ground.globex.id(), task)
            + " now() + interval '1 day', 'holder', now() + interval '1 day')");
    String row = "select md5(j::text) from public.jobs j where task_id = '" + task + "'";
    String before = ground.installation.value(row);
    for (String call :
        new String[] {
          "finish_task('%s')",
          "finish_task('%s', 'holder')",
          "retry_task('%s', 'holder', interval '0')",
          "extend_task('%s', 'holder', interval '1 year')"
        }) {
      assertThat(Sql.value(ground, ground.acme, "select public." + call.formatted(task)))
          .as(call)
          .isEqualTo("f");
    }
    assertThat(
            Sql.value(
                ground, ground.globex, "select public.finish_task('" + task + "', 'another')"))
        .isEqualTo("f");
    assertThat(ground.installation.value(row)).isEqualTo(before);
  }

  @Test
  void noOrganisationsRoleClaimsOrFreesJobs() {
    for (String call :
        new String[] {
          "public.claim_tasks('me', 10, interval '1 s')",
          "public.claim_in_turn('me', 'me-1', 10, 9, interval '1 s')",
          "public.queue_depth()"
        }) {
      Sql.denied(ground, ground.acme, "select * from " + call);
    }
    Sql.denied(ground, ground.acme, "select public.release_tasks('test')");
  }

  @Test
  void aWorkerRunsAForeignTasksIdAsNothing() {
    ground.service();
    String theirs =
        ground.installation.value("select id from " + ground.globex.schema() + ".tasks");
    String before = ground.fingerprint(ground.globex);
    Sql.inTenant(ground, ground.acme, "select public.enqueue_task('" + theirs + "')");
    await(
        "the job's end",
        ground.patience,
        () ->
            ground
                .installation
                .value("select count(*) from public.jobs where task_id = '" + theirs + "'")
                .equals("0"));
    assertThat(ground.fingerprint(ground.globex)).isEqualTo(before);
  }

  @Test
  void aWorkerThatLostItsLeaseWritesNothing() {
    String agent = created("/api/agents", "{\"name\":\"" + Ground.freshName() + "\"}");
    String task =
        created(
            "/api/tasks",
            "{\"agentId\":\"%s\",\"title\":\"lost\",\"simulation\":{\"seconds\":2}}"
                .formatted(agent));
    await("running", ground.patience, () -> status(task).get("status").asText().equals("running"));
    ground.installation.asSuperuser(
        "update public.jobs set worker = 'another-1', leased_until = now() + interval '1 day'"
            + " where task_id = '"
            + task
            + "'");
    // Longer than it would have taken.
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    while (System.nanoTime() < end) {
      assertThat(status(task).get("status").asText()).isEqualTo("running");
    }
    assertThat(
            ground.installation.value(
                "select worker from public.jobs where task_id = '" + task + "'"))
        .isEqualTo("another-1");
    ground.installation.asSuperuser(
        "update public.jobs set worker = null, leased_until = null where task_id = '" + task + "'");
    await(
        "its end", ground.patience, () -> status(task).get("status").asText().equals("succeeded"));
  }

  private String created(String path, String body) {
    Reply reply = Http.to(ground).at("acme").key(ground.acme).send("POST", path, body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    return reply.json().get("id").asText();
  }

  private JsonNode status(String task) {
    return Http.to(ground).at("acme").key(ground.acme).get("/api/tasks/" + task).json();
  }
}
