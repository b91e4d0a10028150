package com.genericcorp.hq.server.seed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.ProbeKey;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Seeding where a platform keeps one secret instead of a file of keys. */
class ProbeSecretTest {
  private static final List<SampleOrganization> SAMPLES =
      List.of(new SampleOrganization("acme", "Acme", "growth"));
  private static final ApiKey FIRST = ProbeKey.of("1".repeat(64));
  private static final ApiKey SECOND = ProbeKey.of("2".repeat(64));

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
    seed(FIRST);
    String before = everyKey();
    assertThat(works(FIRST)).isTrue();
    assertThat(Integer.parseInt(tasks())).isGreaterThan(400);
    String tasks = tasks();
    seed(FIRST);
    assertThat(everyKey()).isEqualTo(before);
    assertThat(tasks()).isEqualTo(tasks);
  }

  @Test
  void anotherSecretEndsTheFormersKeyAndMayBeGoneBackFrom() {
    seed(FIRST);
    seed(SECOND);
    assertThat(works(FIRST)).isFalse();
    assertThat(works(SECOND)).isTrue();
    seed(FIRST);
    assertThat(works(FIRST)).isTrue();
    assertThat(works(SECOND)).isFalse();
  }

  @Test
  void theSamplesKeysStayWhoeverSeedsTheProbe() {
    Map<String, String> file = seeder.seed(SAMPLES, "free", Map.of());
    seed(FIRST);
    ApiKey acme = ApiKey.parse(file.get("acme")).orElseThrow();
    assertThat(installation.tenantAdministration.accepts(tenant("acme"), acme)).isTrue();
    assertThat(works(ApiKey.parse(file.get("probe")).orElseThrow())).isFalse();
    assertThat(works(FIRST)).isTrue();
  }

  @Test
  void manyAtOnceAgree() {
    assertThat(Stream.of(1, 2, 3).parallel().map(number -> seeded(FIRST))).containsOnly(true);
    assertThat(works(FIRST)).isTrue();
  }

  @Test
  void aProbeOfAnotherIdIsSaidWithTheRemedy() {
    // What a release before this one made.
    installation.create("before");
    installation.asSuperuser("update public.tenants set slug = 'probe' where slug = 'before'");
    assertThatThrownBy(() -> seed(FIRST))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("another id")
        .hasMessageContaining("seed --keys FILE");
  }

  private void seed(ApiKey probe) {
    seeder.seed(SAMPLES, "free", probe);
  }

  private boolean seeded(ApiKey probe) {
    seed(probe);
    return true;
  }

  private boolean works(ApiKey key) {
    return installation.tenantAdministration.accepts(tenant("probe"), key);
  }

  private Tenant tenant(String slug) {
    return installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
  }

  private String everyKey() {
    String keys =
        "select name || encode(secret_hash, 'hex') || coalesce(revoked_at::text, '') from ";
    return installation.value(
        "select string_agg(key, ' ' order by key) from (%1$s%2$s.api_keys union all %1$s%3$s.api_keys) as keys(key)"
            .formatted(keys, tenant("probe").schema(), tenant("acme").schema()));
  }

  private String tasks() {
    return installation.value("select count(*) from " + tenant("acme").schema() + ".tasks");
  }
}
