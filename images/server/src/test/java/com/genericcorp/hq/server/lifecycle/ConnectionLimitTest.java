package com.genericcorp.hq.server.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.DatabaseWait;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A database that has no connection left, at the beginning of a command and in its middle. */
class ConnectionLimitTest {
  private static final Operator ADA = new Operator("ada@host");

  private static TestInstallation installation;
  private static Administration administration;
  private static int organisations;

  private Tenant acme;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    administration =
        installation.administration.awaiting(new DatabaseWait(Duration.ofMillis(600), line -> {}));
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @BeforeEach
  void anOrganisation() {
    acme = installation.create("acme-" + ++organisations);
  }

  @AfterEach
  void noLimit() {
    limit("-1");
  }

  @Test
  void aCommandThatGetsNoneSaysSoAndDoesNothing() {
    limit("0");
    assertThatThrownBy(
            () ->
                new TenantCreation(administration)
                    .create(new Slug("globex"), "Globex", "free", "first"))
        .isInstanceOf(Failed.class)
        .hasMessageContaining("too many connections")
        .hasMessageContaining("Raise its max_connections");
    assertThatThrownBy(this::suspend)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("too many connections");
    assertNothingWasDone();
  }

  @Test
  void aCommandThatGetsOneOfTheTwoThatItNeedsLeavesNothingHalfDone() {
    // Its lock takes the one; the change needs another.
    limit("1");
    assertThatThrownBy(this::suspend)
        .isInstanceOf(Failed.class)
        .hasMessageContaining("too many connections");
    assertNothingWasDone();
    limit("-1");
    suspend();
    assertThat(status()).isEqualTo("suspended");
  }

  private void suspend() {
    TenantAdministration tenants = new TenantAdministration(administration, ADA);
    try (LockedTenant locked =
        LockedTenant.of(administration, tenants, new Slug(acme.slug()), "suspended", ADA)) {
      new Suspension(administration, tenants, ADA).suspend(locked.lock(), locked.tenant(), "");
    }
  }

  private void assertNothingWasDone() {
    assertThat(status()).isEqualTo("active");
    assertThat(installation.value("select count(*) from public.tenants"))
        .isEqualTo(Integer.toString(organisations));
    assertThat(
            installation.value(
                "select pg_has_role('%s', '%s', 'SET')"
                    .formatted(
                        installation.administration.names().gateway(acme.cohort()), acme.role())))
        .isEqualTo("t");
  }

  private String status() {
    return installation.value(
        "select status from public.tenants where slug = '" + acme.slug() + "'");
  }

  private static void limit(String connections) {
    installation.asSuperuser(
        "alter database " + installation.database.name() + " connection limit " + connections);
  }
}
