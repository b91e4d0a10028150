package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Databases;
import com.genericcorp.hq.server.database.Gateways;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** There is one database today; an organisation is served where the registry says that it is. */
class SecondDatabaseTest {
  @Test
  void anOrganisationOfAnotherDatabaseIsServedThere() {
    try (TestInstallation main = TestInstallation.migrated();
        TestInstallation second = TestInstallation.migrated();
        Gateways gateways =
            new Gateways(
                new Databases(Map.of(Databases.MAIN, main.settings, "second", second.settings)),
                TestInstallation.GATEWAY_SECRET,
                1,
                null)) {
      Tenant there = second.create("acme");
      Tenant here = main.create("globex");
      main.asSuperuser(
          "insert into public.databases (name) values ('second')",
          "insert into public.tenants (id, slug, name, tier, schema_name, role_name, cohort,"
              + " schema_version, database) values ('%s', 'acme', 'Acme', 'free', '%s', '%s', 1, 1,"
                  .formatted(there.id(), there.schema(), there.role())
              + " 'second')");
      TenantDatabase tenants = new TenantDatabase(gateways);
      Registry registry = new Registry(tenants, new Freshness(System::nanoTime));
      assertThat(database(tenants, registry, "acme")).isEqualTo(second.database.name());
      assertThat(database(tenants, registry, here.slug())).isEqualTo(main.database.name());
    }
  }

  private static String database(TenantDatabase tenants, Registry registry, String slug) {
    return tenants.inTenant(
        registry.bySlug(slug).orElseThrow(),
        handle ->
            handle
                .createQuery(
                    "select current_database() from agents right join (select) one on true")
                .mapTo(String.class)
                .one());
  }
}
