package com.genericcorp.hq.server.tasks;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who runs a task, how often it ends, and what becomes of it when its worker does not. */
@Tag("slow")
class TaskWorkersTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private TestInstallation installation;
  private Tenant acme;
  private String key;
  private UUID agent;

  @BeforeEach
  void anOrganisationWithAnAgent() {
    installation = TestInstallation.migrated();
    ApiKey first = installation.createWithKey("acme");
    key = first.reveal();
    acme = installation.tenantAdministration.find(new Slug("acme")).orElseThrow();
    agent =
        installation
            .tenants
            .inTenant(acme, handle -> Agents.create(handle, "Priya", ""))
            .orElseThrow()
            .id();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aTaskWhoseWorkersLeaseRanOutGoesOnFromItsProgress() {
    UUID id = running(new Simulation(4, 0), 60, "somebody/else-1", "- interval '1 s'");
    try (TestService service = TestService.start(installation)) {
      await("the end", SOON, () -> ended(id));
    }
    Task task = find(id);
    assertThat(task.status()).isEqualTo(TaskStatus.SUCCEEDED);
    assertThat(task.attempts()).isEqualTo(1);
    assertThat(kinds(id)).endsWith("resumed", "succeeded");
  }

  @Test
  void aRestartedServerTakesUpAtOnceWhatItHeld() {
    UUID own = running(new Simulation(0, 0), 60, "host:8080/before-7", "+ interval '10 s'");
    UUID others = running(new Simulation(0, 0), 60, "host:80/before-7", "+ interval '10 s'");
    try (TestService service = TestService.start(installation, "host:8080")) {
      await("the end", Duration.ofSeconds(3), () -> ended(own));
      assertThat(find(others).status()).isEqualTo(TaskStatus.RUNNING);
      assertThat(kinds(others)).doesNotContain("resumed");
    }
  }

  @Test
  void aWorkerThatLostItsLeaseWritesNothing() throws InterruptedException {
    UUID id = create(new Simulation(2, 0));
    try (TestService service = TestService.start(installation)) {
      await("running", SOON, () -> find(id).progress() > 0);
      installation.asSuperuser(
          "update public.jobs set worker = 'another/one', leased_until = now() + interval '1 min'");
      Task taken = find(id);
      Thread.sleep(2_500);
      assertThat(find(id)).isEqualTo(taken);
      assertThat(kinds(id)).containsExactly("queued", "started");
      assertThat(installation.value("select worker from public.jobs")).isEqualTo("another/one");
    }
  }

  @Test
  void whatIsLeftWhenTheServerStopsIsGivenBackAndCountsOnce() {
    UUID id = create(new Simulation(30, 0));
    try (TestService service = TestService.start(installation)) {
      await("progress", SOON, () -> find(id).progress() >= 3);
      long begun = System.nanoTime();
      service.close();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
    Task returned = find(id);
    assertThat(returned.status()).isEqualTo(TaskStatus.QUEUED);
    assertThat(returned.attempts()).isZero();
    assertThat(returned.progress()).isGreaterThanOrEqualTo(3);
    assertThat(installation.value("select worker is null and run_at <= now() from public.jobs"))
        .isEqualTo("t");
    try (TestService service = TestService.start(installation)) {
      await("running", SOON, () -> find(id).status() == TaskStatus.RUNNING);
      assertThat(find(id).attempts()).isEqualTo(1);
      assertThat(find(id).progress()).isGreaterThanOrEqualTo(returned.progress());
    }
    assertThat(kinds(id)).startsWith("queued", "started", "returned", "started");
  }

  @Test
  void aShortTaskEndsWhileTheServerStops() {
    UUID id = create(new Simulation(2, 0));
    try (TestService service = TestService.start(installation)) {
      await("running", SOON, () -> find(id).status() == TaskStatus.RUNNING);
    }
    assertThat(find(id).status()).isEqualTo(TaskStatus.SUCCEEDED);
  }

  @Test
  void severalServersNeverRunATaskTwice() {
    List<UUID> ids = new ArrayList<>();
    for (int one = 0; one < 60; one++) {
      ids.add(create(new Simulation(0, 0)));
    }
    try (TestService one = TestService.start(installation);
        TestService two = TestService.start(installation)) {
      await("all ends", Duration.ofSeconds(20), () -> ids.stream().allMatch(this::ended));
    }
    assertThat(ids).allMatch(id -> kinds(id).equals(List.of("queued", "started", "succeeded")));
    assertThat(installation.value("select count(*) from public.jobs")).isEqualTo("0");
  }

  @Test
  void anOrganisationsLongTasksHoldUpNobodyElses() {
    for (int one = 0; one < 8; one++) {
      create(new Simulation(60, 0));
    }
    String globex = installation.createWithKey("globex").reveal();
    try (TestService service = TestService.start(installation)) {
      await(
          "three long ones",
          SOON,
          () ->
              installation
                  .value("select count(*) from public.jobs where worker is not null")
                  .equals("3"));
      String other =
          service
              .ask("POST", "/api/agents", "globex", globex, "{\"name\":\"Maya\"}")
              .json()
              .get("id")
              .asText();
      for (int one = 0; one < 3; one++) {
        String path =
            service
                .ask(
                    "POST",
                    "/api/tasks",
                    "globex",
                    globex,
                    "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":0}}"
                        .formatted(other))
                .header("Location");
        await(
            "the other's end",
            SOON,
            () -> service.ask("GET", path, "globex", globex, "").body().contains("\"succeeded\""));
      }
      assertThat(installation.value("select count(*) from public.jobs where worker is not null"))
          .isEqualTo("3");
    }
  }

  @Test
  void theOneThatRunsTheLeastGoesFirst() {
    TaskQueue queue = new TaskQueue(installation.tenants);
    for (int one = 0; one < 6; one++) {
      create(new Simulation(0, 0));
    }
    Tenant globex = installation.create("globex");
    UUID other =
        installation
            .tenants
            .inTenant(
                globex,
                handle ->
                    Tasks.create(
                        handle,
                        Agents.create(handle, "Maya", "").orElseThrow().id(),
                        "T",
                        new Simulation(0, 0)))
            .orElseThrow()
            .id();
    assertThat(queue.claim("a/1", "a/1-0", 2, 3))
        .extracting(TaskQueue.Claim::tenantId)
        .containsExactlyInAnyOrder(acme.id(), globex.id());
    assertThat(queue.claim("a/1", "a/1-1", 4, 3)).hasSize(2);
    assertThat(queue.claim("a/1", "a/1-2", 4, 3)).isEmpty();
    assertThat(queue.claim("b/1", "b/1-0", 4, 3))
        .hasSize(3)
        .noneMatch(claim -> claim.taskId().equals(other));
  }

  @Test
  void cancelledAndFinishedAtOnceATaskEndsOnce() throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(6);
    try (TestService service = TestService.start(installation)) {
      List<UUID> ids = new ArrayList<>();
      List<Future<Reply>> answers = new ArrayList<>();
      for (int one = 0; one < 40; one++) {
        Reply created =
            service.ask(
                "POST",
                "/api/tasks",
                "acme",
                key,
                "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":0}}"
                    .formatted(agent));
        String id = created.json().get("id").asText();
        ids.add(UUID.fromString(id));
        answers.add(
            callers.submit(
                () -> service.ask("POST", "/api/tasks/" + id + "/cancel", "acme", key, "")));
      }
      await("all ends", SOON, () -> ids.stream().allMatch(this::ended));
      for (int one = 0; one < ids.size(); one++) {
        Task task = find(ids.get(one));
        boolean cancelled = task.status() == TaskStatus.CANCELLED;
        assertThat(answers.get(one).get().status()).isEqualTo(cancelled ? 200 : 409);
        assertThat(task.status()).isIn(TaskStatus.CANCELLED, TaskStatus.SUCCEEDED);
        assertThat(kinds(ids.get(one)))
            .filteredOn(kind -> kind.equals("cancelled") || kind.equals("succeeded"))
            .containsExactly(cancelled ? "cancelled" : "succeeded");
      }
    } finally {
      callers.shutdownNow();
    }
    assertThat(installation.value("select count(*) from public.jobs")).isEqualTo("0");
  }

  @Test
  void aSuspendedOrganisationsTasksWait() throws InterruptedException {
    installation.asSuperuser("update public.tenants set status = 'suspended'");
    UUID id = create(new Simulation(0, 0));
    try (TestService service = TestService.start(installation)) {
      Thread.sleep(1_000);
      assertThat(find(id).status()).isEqualTo(TaskStatus.QUEUED);
      installation.asSuperuser("update public.tenants set status = 'active'");
      await("the end", SOON, () -> ended(id));
    }
  }

  @Test
  void aRunningTaskOfAnOrganisationThatIsSuspendedPausesAndLaterGoesOn() {
    UUID id = create(new Simulation(6, 0));
    try (TestService service = TestService.start(installation)) {
      await("progress", SOON, () -> find(id).progress() >= 10);
      installation.asSuperuser("update public.tenants set status = 'suspended'");
      await("paused", Duration.ofSeconds(4), () -> find(id).status() == TaskStatus.QUEUED);
      Task paused = find(id);
      assertThat(paused.progress()).isGreaterThanOrEqualTo(10);
      installation.asSuperuser("update public.tenants set status = 'active'");
      await("the end", Duration.ofSeconds(15), () -> ended(id));
      assertThat(find(id).attempts()).isEqualTo(1);
      assertThat(kinds(id))
          .containsExactly("queued", "started", "returned", "started", "succeeded");
    }
  }

  @Test
  void aTaskThatIsGoneTakesItsJobWithIt() {
    UUID id = create(new Simulation(0, 0));
    installation.asSuperuser(
        "delete from " + acme.schema() + ".task_events", "delete from " + acme.schema() + ".tasks");
    try (TestService service = TestService.start(installation)) {
      await(
          "no job", SOON, () -> installation.value("select count(*) from public.jobs").equals("0"));
    }
    Optional<Task> gone = installation.tenants.inTenant(acme, handle -> Tasks.find(handle, id));
    assertThat(gone).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway")
  void thereIsNoJobWithoutAnOrganisation() {
    assertThatThrownBy(() -> new Job(null, UUID.randomUUID(), "me"))
        .isInstanceOf(NullPointerException.class)
        .hasMessageContaining("organisation");
  }

  @Test
  void theQueueSaysHowFullItIs() {
    create(new Simulation(0, 0));
    running(new Simulation(0, 0), 0, "somebody/else-1", "+ interval '10 s'");
    installation.asSuperuser(
        "update public.jobs set run_at = now() - interval '42 s' where worker is null");
    var depth = new TaskQueue(installation.tenants).depth();
    assertThat(depth.waiting()).isEqualTo(1);
    assertThat(depth.running()).isEqualTo(1);
    assertThat(depth.oldestSeconds()).isBetween(42.0, 60.0);
  }

  @Test
  void nobodyButAGatewayFreesOrCountsJobs() {
    assertThatThrownBy(() -> installation.asSuperuser("select public.release_tasks('x')"))
        .hasStackTraceContaining("only a gateway");
    assertThatThrownBy(() -> installation.asSuperuser("select * from public.queue_depth()"))
        .hasStackTraceContaining("only a gateway");
  }

  private UUID create(Simulation simulation) {
    return installation
        .tenants
        .inTenant(acme, handle -> Tasks.create(handle, agent, "T", simulation))
        .orElseThrow()
        .id();
  }

  /** A task in the middle of an attempt, as some worker left it. */
  private UUID running(Simulation simulation, int progress, String worker, String leasedUntil) {
    UUID id = create(simulation);
    installation.asSuperuser(
        "update "
            + acme.schema()
            + ".tasks set status = 'running', attempts = 1, started_at = now(), progress = "
            + progress
            + " where id = '"
            + id
            + "'",
        "update public.jobs set worker = '"
            + worker
            + "', leased_until = now() "
            + leasedUntil
            + " where task_id = '"
            + id
            + "'");
    return id;
  }

  private Task find(UUID id) {
    return installation.tenants.inTenant(acme, handle -> Tasks.find(handle, id)).orElseThrow();
  }

  private boolean ended(UUID id) {
    return Optional.of(find(id).status())
        .filter(status -> status != TaskStatus.QUEUED && status != TaskStatus.RUNNING)
        .isPresent();
  }

  private List<String> kinds(UUID id) {
    return installation.tenants.inTenant(acme, handle -> Tasks.events(handle, id)).stream()
        .map(TaskEvent::kind)
        .toList();
  }
}
