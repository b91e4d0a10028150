package com.genericcorp.hq.server.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.usage.MonthlyUsage;
import com.genericcorp.hq.server.usage.Period;
import com.genericcorp.hq.server.usage.UsageHistory;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RollUpTest {
  private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
  private static final LocalDate OLD = TODAY.minusDays(80).withDayOfMonth(10);

  private static TestInstallation installation;
  private static Tenant acme;
  private static Tenant globex;

  private final RollUp rollUp = new RollUp(installation.tenantAdministration);

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    acme = installation.create("acme");
    globex = installation.create("globex");
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @BeforeEach
  void nothingIsRecorded() {
    installation.asSuperuser(
        "truncate public.usage_hours, public.usage_days, public.usage_months, public.usage_late",
        "update public.usage_roll_up set open_from = '-infinity', hours_from = '-infinity'");
  }

  @Test
  void daysAndMonthsAreTheSumsOfTheirHoursInUtcHoweverOftenItIsRun() {
    record(OLD, 0, 5, 100);
    record(OLD, 23, 7, 300);
    record(OLD.plusDays(1), 0, 1, 200);
    record(TODAY, 0, 2, 400);
    RollUp.Rolled first = rollUp.run();
    assertThat(first.days()).isEqualTo(3);
    assertThat(first.openFrom()).isLessThan(TODAY.toString());
    rollUp.run();
    assertThat(rows("usage_days", "day"))
        .isEqualTo("%s 12 300;%s 1 200;%s 2 400".formatted(OLD, OLD.plusDays(1), TODAY));
    assertThat(rows("usage_months", "month"))
        .isEqualTo("%s 13 300;%s 2 400".formatted(first(OLD), first(TODAY)));
    record(TODAY, 0, 2, 500);
    assertThat(ofMonth(TODAY)).isEqualTo(4);
    rollUp.run();
    assertThat(ofMonth(TODAY)).isEqualTo(4);
    assertThat(rows("usage_months", "month")).endsWith(first(TODAY) + " 4 500");
  }

  @Test
  void whatComesLateOpensItsDayAgainAndIsCountedOnce() {
    record(OLD, 3, 5, 100);
    rollUp.run();
    record(OLD, 3, 4, 50);
    record(OLD, 4, 1, 0);
    // Told at once, rolled up or not.
    assertThat(ofMonth(OLD)).isEqualTo(10);
    assertThat(ofDay(OLD)).isEqualTo(10);
    RollUp.Rolled again = rollUp.run();
    assertThat(again.lateDays()).isEqualTo(1);
    assertThat(rollUp.run().lateDays()).isZero();
    assertThat(rows("usage_days", "day")).isEqualTo(OLD + " 10 100");
    assertThat(rows("usage_months", "month")).isEqualTo(first(OLD) + " 10 100");
    assertThat(ofMonth(OLD)).isEqualTo(10);
    assertThat(ofDay(OLD)).isEqualTo(10);
  }

  @Test
  void daysOutliveTheirHoursAndWhatComesLaterStillIsAddedToThem() {
    record(OLD, 3, 5, 100);
    record(TODAY.minusDays(3), 3, 1, 100);
    Retention retention = new Retention(installation.tenantAdministration);
    assertThat(retention.run(30).usageHours()).isEqualTo(1);
    assertThat(ofMonth(OLD)).isEqualTo(5);
    assertThat(ofDay(OLD)).isEqualTo(5);
    record(OLD, 3, 2, 0);
    assertThat(ofMonth(OLD)).isEqualTo(7);
    assertThat(ofDay(OLD)).isEqualTo(7);
    for (int run = 0; run < 2; run++) {
      rollUp.run();
      assertThat(ofMonth(OLD)).isEqualTo(7);
      assertThat(ofDay(OLD)).isEqualTo(7);
      assertThat(installation.value("select count(*) from public.usage_hours")).isEqualTo("1");
    }
    assertThat(retention.run(30).usageHours()).isZero();
    assertThat(ofMonth(OLD)).isEqualTo(7);
  }

  @Test
  void whoIsJustRecordingLateIsWaitedForOrComesNextTime() throws Exception {
    record(OLD, 3, 5, 0);
    rollUp.run();
    record(OLD, 3, 1, 0);
    try (Connection writer = installation.database.connectAsSuperuser();
        Statement statement = writer.createStatement()) {
      writer.setAutoCommit(false);
      statement.execute("update public.usage_hours set api_calls = api_calls + 10");
      CompletableFuture<RollUp.Rolled> run = CompletableFuture.supplyAsync(rollUp::run);
      Thread.sleep(300);
      assertThat(run).isNotDone();
      writer.commit();
      run.join();
    }
    rollUp.run();
    assertThat(rows("usage_days", "day")).isEqualTo(OLD + " 16 0");
  }

  @Test
  void killedBetweenItsDaysItGoesOnAndManyAtOnceComeToTheSame() {
    record(OLD, 3, 5, 0);
    record(OLD.plusDays(40), 3, 5, 0);
    // As a run that was killed after its first day leaves it.
    installation.asSuperuser(
        "insert into public.usage_days values ('%s', '%s', 1, 0, 0, 0)".formatted(acme.id(), OLD));
    List<CompletableFuture<RollUp.Rolled>> runs =
        List.of(
            CompletableFuture.supplyAsync(rollUp::run), CompletableFuture.supplyAsync(rollUp::run));
    runs.forEach(CompletableFuture::join);
    assertThat(rows("usage_days", "day"))
        .isEqualTo("%s 5 0;%s 5 0".formatted(OLD, OLD.plusDays(40)));
    assertThat(ofMonth(OLD) + ofMonth(OLD.plusDays(40))).isEqualTo(10);
  }

  @Test
  void anOrganisationSeesItsOwnDaysOnlyAndWritesNone() {
    record(OLD, 3, 5, 0);
    rollUp.run();
    assertThat(
            installation.tenants.<List<UsageHistory.Item>>inTenant(
                globex, handle -> UsageHistory.read(handle, Period.DAY, start(OLD), start(TODAY))))
        .allSatisfy(item -> assertThat(item.apiCalls()).isZero());
    for (String sql :
        List.of("select * from public.usage_by_day", "delete from public.usage_days")) {
      assertThatThrownBy(() -> installation.tenants.inTenant(globex, handle -> handle.execute(sql)))
          .hasMessageContaining("permission denied");
    }
  }

  private void record(LocalDate day, int hour, int calls, int bytes) {
    installation.asSuperuser(
        """
        insert into public.usage_hours as u (tenant_id, hour, api_calls, storage_bytes)
          values ('%s', '%s %02d:00Z', %d, %d)
          on conflict (tenant_id, hour) do update
            set api_calls = u.api_calls + excluded.api_calls,
                storage_bytes = greatest(u.storage_bytes, excluded.storage_bytes)
        """
            .formatted(acme.id(), day, hour, calls, bytes));
  }

  private long ofMonth(LocalDate day) {
    return MonthlyUsage.list(installation.tenantAdministration, YearMonth.from(day)).stream()
        .filter(one -> one.slug().equals("acme"))
        .mapToLong(MonthlyUsage::apiCalls)
        .sum();
  }

  private long ofDay(LocalDate day) {
    return installation.tenants.<Long>inTenant(
        acme,
        handle ->
            UsageHistory.read(handle, Period.DAY, start(day), start(day.plusDays(1)))
                .get(0)
                .apiCalls());
  }

  private static Instant start(LocalDate day) {
    return day.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static String first(LocalDate day) {
    return day.withDayOfMonth(1).toString();
  }

  private String rows(String table, String period) {
    return installation.value(
        "select string_agg(concat_ws(' ', %s, api_calls, storage_bytes), ';' order by %s)"
                .formatted(period, period)
            + " from public."
            + table);
  }
}
