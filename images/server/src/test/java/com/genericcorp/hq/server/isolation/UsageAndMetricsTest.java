package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is counted of one organisation is neither shown to, nor written by, another. */
class UsageAndMetricsTest {
  private static final Pattern LABEL = Pattern.compile("tenant=\"([^\"]*)\"");

  /** As {@code TestService} has it. */
  private static final int LABELLED = 2;

  private final Ground ground = Ground.shared();

  @AfterAll
  static void rest() {
    Ground.rest();
  }

  @Test
  void anOrganisationReadsItsOwnUseAlone() {
    ground.installation.asSuperuser(
        "insert into public.usage_hours (tenant_id, hour, api_calls) values ('%s',"
                .formatted(ground.globex.id())
            + " date_trunc('hour', now(), 'UTC'), 987654321) on conflict (tenant_id, hour)"
            + " do update set api_calls = 987654321");
    String sql =
        "select coalesce(max(api_calls), 0) from public.own_usage(now() - interval '1 day', now())";
    assertThat(Long.parseLong(Sql.value(ground, ground.acme, sql))).isLessThan(900_000_000);
    assertThat(Sql.value(ground, ground.globex, sql)).isEqualTo("987654321");
    String days =
        "select coalesce(max(api_calls), 0)"
            + " from public.own_days(current_date - 2, current_date + 2)";
    assertThat(Long.parseLong(Sql.value(ground, ground.acme, days))).isLessThan(900_000_000);
    assertThat(Sql.value(ground, ground.globex, days)).isEqualTo("987654321");
    assertThat(ground.ask("GET", "/api/usage", ground.acme, "")).doesNotContain("987654321");
    ground.installation.asSuperuser("delete from public.usage_hours where api_calls = 987654321");
  }

  @Test
  void noOrganisationsRoleRecordsOrMeasuresUse() {
    String before = used();
    String counted =
        "[{\"tenant\": \"%s\", \"hour\": \"2020-01-01T00:00:00Z\", \"calls\": 5, \"runs\": 5,"
                .formatted(ground.globex.id())
            + " \"seconds\": 5}]";
    Sql.denied(
        ground,
        ground.acme,
        "select public.record_usage('%s', 1, '%s')".formatted(Ground.freshName(), counted));
    Sql.denied(ground, ground.acme, "select public.measure_storage(1, interval '0')");
    assertThat(used()).isEqualTo(before);
  }

  private String used() {
    return ground.installation.value(
        "select count(*) from public.usage_hours where hour = '2020-01-01T00:00:00Z'");
  }

  @Test
  void aLoginThatIsNoGatewayRecordsNoUse() {
    Sql.refused(
        Sql.DENIED,
        () -> {
          try (Connection migrator = ground.installation.database.connect();
              Statement statement = migrator.createStatement()) {
            statement.execute("select public.record_usage('x', 1, '[]')");
          }
        });
  }

  @Test
  void metricsNameFewOrganisationsAndNoneThatDoesNotExist() {
    for (String slug : List.of("acme", "globex", "initech")) {
      Http.to(ground).at(slug).key(ground.keys.get(slug)).get("/api/agents");
    }
    for (int stranger = 0; stranger < 5; stranger++) {
      Http.to(ground).at("stranger-" + stranger).get("/api/agents");
      Http.to(ground).named("stranger-" + stranger).get("/api/agents");
      Http.to(ground).at("acme").key(ground.globex).get("/api/agents/stranger-" + stranger);
    }
    String metrics =
        RawHttp.exchange(
                ground.service().service.managementPort(),
                "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            .body();
    Set<String> labels = new HashSet<>();
    Matcher found = LABEL.matcher(metrics);
    while (found.find()) {
      labels.add(found.group(1));
    }
    assertThat(labels).hasSizeBetween(1, LABELLED + 2);
    labels.removeAll(Set.of("other", "-"));
    assertThat(labels).hasSizeLessThanOrEqualTo(LABELLED);
    assertThat(metrics).doesNotContain("stranger");
  }

  @Test
  void metricsAreNotAskedForInPublic() {
    for (String path : List.of("/metrics", "/metrics/", "//metrics", "/api/metrics")) {
      assertThat(Http.to(ground).at("acme").key(ground.acme).get(path).body())
          .as(path)
          .doesNotContain("tenant=");
    }
  }
}
