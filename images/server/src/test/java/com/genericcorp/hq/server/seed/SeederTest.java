package com.genericcorp.hq.server.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class SeederTest {
  private static final List<SampleOrganization> SAMPLES =
      List.of(
          new SampleOrganization("acme", "Acme", "growth"),
          new SampleOrganization("globex", "Globex", "free"));

  private TestInstallation installation;
  private Seeder seeder;

  @BeforeEach
  void migrate() {
    installation = TestInstallation.migrated();
    seeder =
        new Seeder(installation.creation, installation.tenantAdministration, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void aSecondSeedChangesNothing() {
    Map<String, String> keys = seed(Map.of());
    String tasks = tasks("acme");
    assertThat(keys).containsOnlyKeys("probe", "acme", "globex");
    assertThat(Integer.parseInt(tasks)).isGreaterThan(400);
    assertThat(tasks("probe")).isEqualTo("0");
    assertThat(seed(keys)).isEqualTo(keys);
    assertThat(tasks("acme")).isEqualTo(tasks);
  }

  @Test
  void aKeyThatWasLostIsReplacedAndTheOldOneClosed() {
    Map<String, String> keys = seed(Map.of());
    Map<String, String> damaged = new HashMap<>(keys);
    damaged.remove("acme");
    damaged.put("globex", keys.get("probe"));
    Map<String, String> again = seed(damaged);
    assertThat(again.get("probe")).isEqualTo(keys.get("probe"));
    for (String slug : List.of("acme", "globex")) {
      assertThat(again.get(slug)).isNotEqualTo(keys.get(slug));
      assertThat(works(slug, again.get(slug))).isTrue();
      assertThat(works(slug, keys.get(slug))).isFalse();
    }
  }

  @Test
  void aHistoryThatWasHalfMadeIsNotThere() {
    seed(Map.of());
    Tenant acme = tenant("acme");
    // What a kill before the commit leaves: the organisation without its history.
    installation.asSuperuser(
        "truncate %1$s.tasks, %1$s.agents, %1$s.task_events".formatted(acme.schema()));
    seed(Map.of());
    assertThat(Integer.parseInt(tasks("acme"))).isGreaterThan(400);
  }

  @Test
  void twoSeedsAtOnceMakeOneHistory() {
    List<Map<String, String>> outcomes =
        Stream.of(1, 2).parallel().map(number -> seed(Map.of())).toList();
    assertThat(outcomes).hasSize(2);
    assertThat(installation.value("select count(*) from " + tenant("acme").schema() + ".agents"))
        .isEqualTo("5");
  }

  @Test
  void twoSeedsAtOnceMakeTheSamePeople() {
    seed(Map.of());
    String users = tenant("acme").schema() + ".users";
    String people =
        installation.value("select string_agg(email, ' ' order by email) from " + users);
    for (int round = 0; round < 40; round++) {
      installation.asSuperuser("truncate %s cascade".formatted(users));
      assertThat(Stream.of(1, 2, 3).parallel().map(number -> seed(Map.of()).size()).toList())
          .containsOnly(3);
      assertThat(installation.value("select string_agg(email, ' ' order by email) from " + users))
          .isEqualTo(people);
    }
  }

  private Map<String, String> seed(Map<String, String> known) {
    return seeder.seed(SAMPLES, "free", known);
  }

  private boolean works(String slug, String key) {
    return installation.tenantAdministration.accepts(tenant(slug), ApiKey.parse(key).orElseThrow());
  }

  private Tenant tenant(String slug) {
    return installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
  }

  private String tasks(String slug) {
    return installation.value("select count(*) from " + tenant(slug).schema() + ".tasks");
  }

  @Test
  void aServerThatMeasuresStorageMeanwhileIsNoHindrance() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    ExecutorService server = Executors.newSingleThreadExecutor();
    Future<Integer> measuring =
        server.submit(
            () -> {
              int measured = 0;
              while (!enough.get()) {
                measured +=
                    installation.tenants.shared(
                        handle ->
                            handle
                                .select("select public.measure_storage(50, interval '0 s')")
                                .mapTo(Integer.class)
                                .one());
              }
              return measured;
            });
    try {
      for (int round = 0; round < 5; round++) {
        Map<String, String> keys =
            seeder.seed(
                List.of(
                    new SampleOrganization("acme" + round, "Acme", "growth"),
                    new SampleOrganization("globex" + round, "Globex", "starter")),
                "enterprise",
                Map.of());
        assertThat(keys).hasSize(3);
      }
    } finally {
      enough.set(true);
      server.shutdown();
    }
    assertThat(measuring.get()).isPositive();
  }
}
