package com.genericcorp.hq.server.isolation;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A transaction pooler between two servers and their database: transactions of all organisations,
 * of both processes and of this one share two server connections for each cohort.
 */
class PgBouncerIT {
  // One for the class: who runs a failing test once more repeats its run.
  private static final long SEED = Long.getLong("hq.isolation.seed", System.nanoTime());
  private static final long OPERATIONS = 4_000;

  @TempDir private Path folder;

  @BeforeAll
  static void needed() {
    assumeThat(PgBouncer.program())
        .as("PgBouncer is not installed here (package pgbouncer): transactions are not pooled")
        .isPresent();
  }

  @Test
  void behindATransactionPoolerNothingCrossesAndASuspensionIsSoonKnown() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      Storm storm = new Storm(installation, SEED);
      try (PgBouncer pooler = PgBouncer.start(installation)) {
        DatabaseSettings pooled = pooler.before(installation);
        try (ServerProcess one = ServerProcess.start(folder, pooled);
            ServerProcess two = ServerProcess.start(folder, pooled);
            Gateways gateways = new Gateways(pooled, TestInstallation.GATEWAY_SECRET, 3, null)) {
          List<Integer> ports = List.of(one.ready().port, two.ready().port);
          storm.run(new TenantDatabase(gateways), ports, OPERATIONS);
          System.out.println("Isolation behind PgBouncer: " + storm);
          storm.judge(OPERATIONS);
          aSuspensionIsSoonKnown(installation, storm.members.get(1), ports);
          assertThat(one.log() + two.log()).doesNotContain("A request failed");
        }
        assertThat(backends(installation)).as(pooler.log()).isLessThanOrEqualTo(2 * PgBouncer.POOL);
      }
    }
  }

  private static void aSuspensionIsSoonKnown(
      TestInstallation installation, Member member, List<Integer> ports) {
    for (int port : ports) {
      assertThat(status(port, member)).isEqualTo(200);
    }
    Tenant tenant = member.tenant;
    boolean unused =
        installation.tenantAdministration.asOwner(
            handle ->
                handle.execute(
                        "update public.tenants set status = 'suspended' where id = ?", tenant.id())
                    > 0);
    for (int port : ports) {
      await("refused", Duration.ofSeconds(10), () -> status(port, member) == 403);
    }
  }

  private static int status(int port, Member member) {
    return RawHttp.exchange(
            port,
            RawHttp.request(
                "GET",
                "/api/agents",
                member.tenant.slug() + ".demo.localhost",
                Optional.of(member.key),
                ""))
        .status();
  }

  /** The pooler's connections to the database: it was it that all went through. */
  private static int backends(TestInstallation installation) {
    return Integer.parseInt(
        installation.value(
            "select count(*) from pg_stat_activity where datname = current_database()"
                + " and usename like '%\\_gateway\\_%' and application_name <> 'agenthq-live'"));
  }
}
