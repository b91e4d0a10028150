package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.ManyTenants;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.DatabaseSettings;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;

class TenantAdministrationTest {
  private static final String BACKEND = "select pg_backend_pid()";

  @Test
  void manyOrganisationsAreWorkedOnInTurnByOneConnection() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      List<Tenant> tenants = ManyTenants.make(installation, 4, 500);
      Set<Integer> backends = new LinkedHashSet<>();
      List<String> schemas = new ArrayList<>();
      Map<String, RuntimeException> failures =
          installation.tenantAdministration.eachAsOwner(
              tenants,
              handle -> {
                backends.add(number(handle, BACKEND));
                return handle.select("select current_schema()").mapTo(String.class).one();
              },
              schemas::add);
      assertThat(failures).isEmpty();
      assertThat(backends).hasSize(1);
      assertThat(schemas).containsExactlyElementsOf(tenants.stream().map(Tenant::schema).toList());
    }
  }

  @Test
  void anErrorAndALostConnectionAreOneOrganisationsTroubleAlone() throws Exception {
    try (TestInstallation installation = TestInstallation.migrated()) {
      List<Tenant> tenants = ManyTenants.make(installation, 5, 500);
      List<Integer> done = new ArrayList<>();
      Map<String, RuntimeException> failures =
          installation.tenantAdministration.eachAsOwner(
              tenants,
              handle -> {
                String schema = handle.select("select current_schema()").mapTo(String.class).one();
                handle.execute("insert into agents (name) values ('made')");
                if (schema.equals(tenants.get(1).schema())) {
                  return number(handle, "select 1 / 0");
                }
                if (schema.equals(tenants.get(3).schema())) {
                  return number(handle, "select pg_terminate_backend(pg_backend_pid())::int");
                }
                return number(handle, BACKEND);
              },
              done::add);
      assertThat(failures).containsOnlyKeys("t1", "t3");
      assertThat(failures.get("t1")).hasMessageContaining("division by zero");
      assertThat(done).hasSize(3);
      for (Tenant tenant : tenants) {
        assertThat(installation.value("select count(*) from " + tenant.schema() + ".agents"))
            .as(tenant.slug())
            .isEqualTo(failures.containsKey(tenant.slug()) ? "0" : "1");
      }
    }
  }

  @Test
  void whereNoConnectionCanBeHadItIsSaidOnceNotForEachOrganisation() {
    try (TestInstallation installation = TestInstallation.migrated()) {
      Tenant acme = installation.create("acme");
      DatabaseSettings nowhere =
          new DatabaseSettings(
              "127.0.0.1", 1, installation.settings.name(), DatabaseSettings.Tls.DISABLE, "");
      TenantAdministration away =
          new TenantAdministration(
              new Administration(
                  nowhere,
                  installation.database.migrator().user(),
                  Secret.of("MIGRATOR_PASSWORD", installation.database.migrator().password()),
                  TestInstallation.GATEWAY_SECRET));
      List<Integer> done = new ArrayList<>();
      assertThatThrownBy(
              () ->
                  away.eachAsOwner(
                      List.of(acme, acme), handle -> number(handle, BACKEND), done::add))
          .isInstanceOf(Failed.class)
          .hasMessageContaining("the database's work failed");
      assertThat(done).isEmpty();
    }
  }

  private static int number(Handle handle, String sql) {
    return handle.select(sql).mapTo(Integer.class).one();
  }
}
