package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.commands.CommandProcess.Ended;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as processes, as operators and platforms start them. */
class OperatorCommandsTest {
  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    installation.create("acme");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aTierIsChangedToOneThatThereIs() throws Exception {
    Ended changed = run("tenants", "tier", "acme", "growth");
    assertThat(changed.code()).as(changed.err()).isZero();
    assertThat(changed.out()).contains("'acme' has the tier 'growth'");
    assertThat(installation.value("select tier from public.tenants where slug = 'acme'"))
        .isEqualTo("growth");
    Ended unknown = run("tenants", "tier", "acme", "gold");
    assertThat(unknown.code()).isEqualTo(2);
    assertThat(unknown.err()).contains("no tier 'gold'").contains("free, growth");
    Ended nobody = run("tenants", "tier", "nobody", "free", "--json");
    assertThat(nobody.code()).isEqualTo(2);
    assertThat(nobody.err()).contains("no organisation 'nobody'");
  }

  @Test
  void aMonthsUsageIsListed() throws Exception {
    installation.asSuperuser(
        "insert into public.usage_hours (tenant_id, hour, api_calls)"
            + " select id, '2026-11-05 00:00Z', 7 from public.tenants");
    assertThat(run("usage", "--month", "2026-11").out()).contains("API CALLS").contains("acme");
    assertThat(run("usage", "--month", "2026-11", "--json").out()).contains("\"apiCalls\" : 7");
    assertThat(run("usage", "--month", "2026-13").code()).isEqualTo(2);
  }

  @Test
  void theRetentionJobSaysWhatItRemoved() throws Exception {
    installation.asSuperuser(
        "insert into public.usage_hours (tenant_id, hour)"
            + " select id, now() - interval '4 days' from public.tenants where slug = 'acme'");
    Ended ended = run("job", "retention", "--json");
    assertThat(ended.code()).as(ended.err()).isZero();
    assertThat(ended.out()).contains("\"usageHours\"").contains("\"idempotencyKeys\"");
    assertThat(
            installation.value(
                // Of a day's hours none goes until the day is closed, up to 49 hours later.
                "select count(*) from public.usage_hours where hour < now() - interval '3 days'"))
        .isEqualTo("0");
  }

  private Ended run(String... words) throws IOException, InterruptedException {
    Map<String, String> more =
        Map.of(
            "TIERS", "{\"free\":{\"agents\":5},\"growth\":{\"agents\":null}}",
            "USAGE_DAYS", "1");
    return CommandProcess.start(folder, installation.database, more, words).end();
  }
}
