package com.genericcorp.hq.server.serve;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.tenancy.Slug;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What changes behind a server's back, as by another replica or a command, is seen soon. */
class AccessChangesTest {
  private static final Duration SOON = Duration.ofSeconds(4);

  private TestInstallation installation;
  private TestService service;
  private String key;
  private String schema;

  @BeforeEach
  void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    schema = installation.tenantAdministration.find(new Slug("acme")).orElseThrow().schema();
    service = TestService.start(installation);
    await("its answers", Duration.ofSeconds(10), () -> status() == 200);
  }

  @AfterEach
  void stop() {
    service.close();
    installation.close();
  }

  @Test
  void aSuspensionAndItsEnd() {
    installation.asSuperuser("update public.tenants set status = 'suspended'");
    await("refusal", SOON, () -> status() == 403);
    installation.asSuperuser("update public.tenants set status = 'active'");
    await("service", SOON, () -> status() == 200);
  }

  @Test
  void aRevokedKeyAlsoWhenTheListeningConnectionIsLostAtThatMoment() {
    installation.asSuperuser(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where application_name = 'agenthq-live' and datname = current_database()",
        "update " + schema + ".api_keys set revoked_at = now()");
    await("refusal", SOON, () -> status() == 401);
  }

  @Test
  void aKeysRole() {
    installation.asSuperuser("update " + schema + ".api_keys set role = 'reader'");
    await(
        "refusal",
        SOON,
        () -> service.ask("POST", "/api/agents", "acme", key, "{\"name\":\"x\"}").status() == 403);
  }

  @Test
  void nothingIsReadAgainWhileNothingChanges() throws Exception {
    Thread.sleep(1_500); // what was read at the start is older than a second now
    assertThat(status()).isEqualTo(200);
    String before = scans();
    for (int request = 0; request < 20; request++) {
      assertThat(status()).isEqualTo(200);
      Thread.sleep(100);
    }
    assertThat(scans()).as("reads of the organisation's keys").isEqualTo(before);
  }

  private String scans() {
    installation.asSuperuser("select pg_stat_force_next_flush()");
    return installation.value(
        "select seq_scan + coalesce(idx_scan, 0) from pg_stat_all_tables where schemaname = '"
            + schema
            + "' and relname = 'api_keys'");
  }

  private int status() {
    return service.ask("GET", "/api/agents", "acme", key, "").status();
  }
}
