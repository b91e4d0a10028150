package com.genericcorp.hq.server.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class MonthlyUsageTest {
  @Test
  void aMonthIsWhatItsHoursAreInUtcAndTheProbeIsLeftOut() {
    try (TestInstallation installation = TestInstallation.migrated()) {
      installation.create("acme");
      installation.create("idle");
      installation.create("probe");
      installation.asSuperuser(
          """
          insert into public.usage_hours
            select t.id, h.hour::timestamptz, 10, 2, 1.5, h.bytes from public.tenants t,
              (values ('2026-10-31 23:00Z', 900), ('2026-11-01 00:00Z', 100),
                      ('2026-11-30 23:00Z', 300), ('2026-12-01 00:00Z', 900)) h (hour, bytes)
             where t.slug <> 'idle'
          """);
      assertThat(MonthlyUsage.list(installation.tenantAdministration, YearMonth.of(2026, 11)))
          .containsExactly(
              new MonthlyUsage("acme", "acme", "free", 20, 4, 3.0, 300),
              new MonthlyUsage("idle", "idle", "free", 0, 0, 0, 0));
    }
  }
}
