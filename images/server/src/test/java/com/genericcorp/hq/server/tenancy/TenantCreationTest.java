package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TenantCreationTest {
  private static TestInstallation installation;

  @BeforeAll
  static void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void anOrganisationCanBeUsedAtOnceWithItsKey() {
    ApiKey key = installation.createWithKey("first");
    Tenant tenant = installation.registry.bySlug("first").orElseThrow();
    ApiKeys keys = new ApiKeys(installation.tenants, new Freshness(System::nanoTime));
    assertThat(keys.grant(tenant, key, Asker.COUNTED).isPresent()).isTrue();
    assertThat(keys.grant(tenant, ApiKey.generate(tenant.id()), Asker.COUNTED).isPresent())
        .isFalse();
    assertThat(ApiKey.parse(key.reveal()).orElseThrow().hash()).isEqualTo(key.hash());
  }

  @Test
  void ofTenCreationsOfOneOrganisationAtOnceOneSucceeds() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try {
      List<Callable<ApiKey>> attempts = new ArrayList<>();
      for (int attempt = 0; attempt < 10; attempt++) {
        attempts.add(() -> installation.createWithKey("wanted"));
      }
      int made = 0;
      for (Future<ApiKey> outcome : threads.invokeAll(attempts)) {
        try {
          outcome.get();
          made++;
        } catch (ExecutionException refused) {
          assertThat(refused.getCause())
              .isInstanceOf(TenantCreation.AlreadyExists.class)
              .hasMessage("There is an organisation 'wanted' already: choose another name.");
        }
      }
      assertThat(made).isEqualTo(1);
      assertThat(leftovers()).as("roles and schemas without an organisation").isEqualTo("0");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aCreationThatIsKilledLeavesNothing() throws Exception {
    // Held up in its middle by a lock on the cohort's row, then its backend is killed.
    Thread creation;
    try (var blocker = installation.database.connectAsSuperuser();
        var statement = blocker.createStatement()) {
      blocker.setAutoCommit(false);
      statement.execute("select from public.cohorts where id = 1 for no key update");
      creation = new Thread(() -> assertThatThrownBy(() -> installation.create("doomed")));
      creation.start();
      String waiting =
          "select count(*) from pg_stat_activity where wait_event_type = 'Lock' and datname = '%s'"
              .formatted(installation.database.name());
      while (!installation.value(waiting).equals("1")) {
        Thread.sleep(10);
      }
      installation.asSuperuser(
          "select pg_terminate_backend(pid) from pg_stat_activity"
              + " where wait_event_type = 'Lock' and datname = '"
              + installation.database.name()
              + "'");
      creation.join(10_000);
      blocker.rollback();
    }
    assertThat(installation.tenantAdministration.find(new Slug("doomed"))).isEmpty();
    assertThat(leftovers()).isEqualTo("0");
    assertThat(installation.create("doomed").slug()).isEqualTo("doomed");
  }

  @Test
  void aNameIsOnlyAValue() {
    String name = "Robert'); drop table tenants; -- ${role} ?";
    installation.creation.create(new Slug("bobby"), name, "free", "first");
    assertThat(installation.tenantAdministration.find(new Slug("bobby")).orElseThrow().name())
        .isEqualTo(name);
  }

  @Test
  void namesThatCannotBeShownAreRefused() {
    for (String name : List.of("", "  ", "x".repeat(101), "a\0b", "a\nb", "\033[2J")) {
      assertThatThrownBy(() -> installation.creation.create(new Slug("n"), name, "free", "first"))
          .isInstanceOf(InvalidInput.class);
    }
  }

  @Test
  void aRotatedMigratorPasswordRenewsTheProvisioners() {
    installation.create("before");
    String user = installation.database.migrator().user();
    installation.asSuperuser("alter role " + user + " password 'rotated'");
    try {
      Administration rotated =
          new Administration(
              installation.settings,
              user,
              Secret.of("MIGRATOR_PASSWORD", "rotated"),
              TestInstallation.GATEWAY_SECRET);
      assertThat(new TenantCreation(rotated).create(new Slug("after"), "After", "free", "first"))
          .isNotNull();
    } finally {
      String old = installation.database.migrator().password();
      installation.asSuperuser("alter role " + user + " password '" + old + "'");
    }
  }

  private static String leftovers() {
    String prefix = installation.database.name() + "_tenant_";
    return installation.value(
        "select (select count(*) from pg_roles where rolname like '"
            + prefix
            + "%' and rolname not in (select role_name from public.tenants))"
            + " + (select count(*) from pg_namespace where nspname like 'tenant_%'"
            + " and nspname not in (select schema_name from public.tenants))");
  }
}
