package com.genericcorp.hq.server.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Claiming when more organisations wait than one claim looks at. */
class ClaimsAmongManyTest {
  private static final int MOST = 16;

  private final TestInstallation installation = TestInstallation.migrated();
  private final TaskQueue queue = new TaskQueue(installation.tenants);

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void everyOrganisationsTurnComesAndNoTaskIsClaimedTwice() {
    waiting(600, 1);
    List<String> claimed = new ArrayList<>();
    while (claimed.size() < 600) {
      List<TaskQueue.Claim> some = queue.claim("p", "p-" + claimed.size(), MOST, MOST);
      assertThat(some).hasSizeBetween(1, MOST);
      some.forEach(claim -> claimed.add(claim.tenantId()));
    }
    assertThat(claimed).doesNotHaveDuplicates();
    assertThat(queue.claim("p", "p-last", MOST, MOST)).isEmpty();
  }

  @Test
  void whoeverHasSomethingToClaimIsFoundAmongManyWhoHaveNot() {
    waiting(600, 1);
    installation.asSuperuser(
        "update public.jobs set run_at = now() + interval '1 hour'"
            + " where tenant_id <> (select max(tenant_id) from public.jobs)");
    assertThat(queue.claim("p", "p-1", MOST, MOST)).hasSize(1);
    installation.asSuperuser(
        "update public.tenants set status = 'suspended'",
        "update public.jobs set run_at = now() - interval '1 hour', leased_until = null,"
            + " worker = null");
    assertThat(queue.claim("p", "p-2", MOST, MOST)).isEmpty();
  }

  @Test
  void aClaimReadsNoMoreWhenTenTimesAsManyWait() throws SQLException {
    waiting(300, 3);
    long few = looksOfAClaim();
    installation.asSuperuser("delete from public.jobs", "delete from public.tenants");
    waiting(3_000, 3);
    long many = looksOfAClaim();
    assertThat(many).isLessThan(few * 3 / 2);
  }

  /** How often one claim looks into the indexes of the queue, or reads all of it. */
  private long looksOfAClaim() throws SQLException {
    try (Connection connection = installation.database.connectAsSuperuser();
        Statement statement = connection.createStatement()) {
      statement.execute("analyze public.jobs, public.tenants");
      statement.execute("set session authorization " + installation.settings.name() + "_gateway_1");
      connection.setAutoCommit(false);
      statement.execute(
          "select * from public.claim_in_turn('p', 'p-1', " + MOST + ", 9, interval '10 s')");
      try (ResultSet row =
          statement.executeQuery(
              "select idx_scan + 1000000 * seq_scan from pg_stat_xact_all_tables"
                  + " where relid = 'public.jobs'::regclass")) {
        row.next();
        long looks = row.getLong(1);
        connection.rollback();
        return looks;
      }
    }
  }

  /** Organisations of the registry alone, each with so many tasks that are due. */
  private void waiting(int organisations, int tasks) {
    installation.asSuperuser(
        "insert into public.tenants"
            + " (id, slug, name, tier, schema_name, role_name, cohort, schema_version)"
            + " select id, 't' || n, 't', 'free', 'tenant_' || id, 'role_' || id, 1, 1"
            + " from (select n, substr(md5(n::text), 1, 10) as id from generate_series(1, "
            + organisations
            + ") n) made",
        "insert into public.jobs (tenant_id, task_id, run_at)"
            + " select id, gen_random_uuid(), now() - interval '1 minute' from public.tenants,"
            + " generate_series(1, "
            + tasks
            + ")");
  }
}
