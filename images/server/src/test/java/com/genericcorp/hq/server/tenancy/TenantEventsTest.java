package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TenantEventsTest {
  private static TestInstallation installation;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void stepsAreRecordedInTheirTransactionAndOutliveTheOrganisation() {
    Tenant acme = installation.create("acme");
    TenantEvents events = new TenantEvents(new Operator("ada@host"));
    installation.tenantAdministration.<Integer>asOwner(
        handle -> {
          events.record(handle, acme, "exported", "to /backups/acme.hqx");
          events.record(handle, acme.id(), acme.slug(), TenantEvents.PURGED, "");
          return 0;
        });
    List<TenantEvent> newest =
        installation.tenantAdministration.asOwner(
            handle -> TenantEvents.newest(handle, acme.id(), 2));
    assertThat(newest).extracting(TenantEvent::kind).containsExactly("purged", "exported");
    assertThat(newest.get(1).actor()).isEqualTo("ada@host");
    assertThat(newest.get(1).detail()).isEqualTo("to /backups/acme.hqx");
    assertThat(
            installation.tenantAdministration.<Boolean>asOwner(
                handle ->
                    TenantEvents.newestOf(handle, new Slug("acme"), TenantEvents.PURGED)
                        .isPresent()))
        .isTrue();
    assertThat(
            installation.value(
                "select count(*) from pg_constraint where contype = 'f'"
                    + " and conrelid = 'public.tenant_events'::regclass"))
        .as("references that a purge would have to break")
        .isEqualTo("0");
  }
}
