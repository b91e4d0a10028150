package com.genericcorp.hq.server.offboarding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.config.Variables;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.export.ExportFile;
import com.genericcorp.hq.server.export.FilledTenant;
import com.genericcorp.hq.server.export.TenantRestore;
import com.genericcorp.hq.server.lifecycle.LockedTenant;
import com.genericcorp.hq.server.lifecycle.Suspension;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.place.LocalFile;
import com.genericcorp.hq.server.place.Places;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OffboardingTest {
  private static final Operator OPERATOR = new Operator("test");
  private static final int DAYS = 30;

  private TestInstallation installation;

  @TempDir private Path folder;

  @BeforeEach
  void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterEach
  void close() {
    installation.close();
  }

  @Test
  void anOrganisationIsSuspendedAtOnceAndPurgedAfterItsGraceAlone() {
    installation.create("acme");
    Leaving leaving = offboarding().begin(new Slug("acme"), null, DAYS);
    assertThat(leaving.suspended()).isTrue();
    assertThat(leaving.purgeAfter()).isEqualTo(leaving.startedAt().plusSeconds(86_400L * DAYS));
    assertThat(run().purged()).isEmpty();
    // Again: the day stays; with another grace it counts from the beginning.
    assertThat(offboarding().begin(new Slug("acme"), null, 5)).isEqualTo(leaving);
    assertThat(offboarding().begin(new Slug("acme"), 7, DAYS).purgeAfter())
        .isEqualTo(leaving.startedAt().plusSeconds(86_400L * 7));
    assertThatThrownBy(() -> purge().run(tenant("acme"), Purge.Needs.ALL))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("can be kept until");
    over("acme");
    assertThat(run().purged()).containsExactly("acme");
    assertThatThrownBy(() -> installation.tenantAdministration.require(new Slug("acme")))
        .hasMessageContaining("was purged");
  }

  @Test
  void untilItsPurgeItIsTakenBackByWhateverResumesIt() {
    installation.create("kept");
    installation.create("resumed");
    for (String slug : List.of("kept", "resumed")) {
      offboarding().begin(new Slug(slug), null, DAYS);
      over(slug);
    }
    assertThat(offboarding().keep(new Slug("kept"))).isTrue();
    assertThat(offboarding().keep(new Slug("kept"))).isFalse();
    try (LockedTenant locked = locked("resumed")) {
      suspension().resume(locked.lock(), locked.tenant());
    }
    assertThat(run().purged()).isEmpty();
    assertThat(tenant("kept").suspended()).isFalse();
    assertThat(offboarding().find(tenant("resumed"))).isEmpty();
    // Suspended for another reason afterwards, it still stays.
    try (LockedTenant locked = locked("resumed")) {
      suspension().suspend(locked.lock(), locked.tenant(), "unpaid");
    }
    assertThat(run().purged()).isEmpty();
  }

  @Test
  void whatWasPurgedIsGoneAndComesBackOfItsExportRowByRow() throws Exception {
    ApiKey key = installation.createWithKey("before");
    Tenant acme = FilledTenant.make(installation, "acme", 200);
    // Usage of a day whose hours retention has removed.
    installation.asSuperuser(
        "update public.usage_roll_up set open_from = '2025-12-01', hours_from = '2025-12-01'",
        "insert into public.usage_days values ('" + acme.id() + "', '2025-06-01', 1000, 1, 1, 1)");
    String months = "select count(*) || ' ' || sum(api_calls) from public.closed_account_months";
    Map<String, String> before = FilledTenant.contents(installation, acme);
    leave("acme");
    OffboardingRun.Done done = run();
    assertThat(done.purged()).containsExactly("acme");
    nothingIsLeftOf(acme);
    assertThat(installation.value(months)).isEqualTo("2 2275");
    assertThat(installation.tenantAdministration.accepts(tenant("before"), key)).isTrue();

    JsonNode said = verified(Files.readString(Path.of(done.statements().get(0))));
    assertThat(said.path("sub").asText()).isEqualTo(acme.id());
    assertThat(said.path("deleted").path("tasks").asInt()).isEqualTo(200);
    assertThat(said.path("deleted").path("public.usage_hours").asInt()).isEqualTo(50);
    Path export = Path.of(said.path("export").path("place").asText());
    String sha256 = said.path("export").path("sha256").asText();

    TenantRestore.Restored restored =
        new TenantRestore(installation.administration, tiers(), OPERATOR)
            .run(
                new ExportFile(new LocalFile(export)),
                new TenantRestore.Wish(null, null, sha256, false));
    assertThat(restored.keysWork()).isTrue();
    assertThat(restored.id()).isEqualTo(acme.id());
    assertThat(FilledTenant.contents(installation, tenant("acme"))).isEqualTo(before);
    assertThat(
            installation.value(
                "select count(*) || ' ' || sum(api_calls) from public.usage_hours"
                    + " where tenant_id = '"
                    + acme.id()
                    + "'"))
        .isEqualTo("50 1275");
    assertThat(
            installation.value(
                "select d.day || ' ' || d.api_calls || ' ' || m.month || ' ' || m.api_calls"
                    + " from public.usage_days d join public.usage_months m using (tenant_id)"
                    + " where tenant_id = '"
                    + acme.id()
                    + "'"))
        .isEqualTo("2025-06-01 1000 2025-06-01 1000");

    // A second leaving does not count the same months twice.
    leave("acme");
    assertThat(run().purged()).containsExactly("acme");
    assertThat(installation.value(months)).isEqualTo("2 2275");
    nothingIsLeftOf(acme);
  }

  @Test
  void withoutAnExportThatCanBeReadNothingIsPurged() throws Exception {
    Tenant acme = FilledTenant.make(installation, "acme", 5);
    leave("acme");
    assertThatThrownBy(() -> purge().run(acme, Purge.Needs.ALL))
        .hasMessageContaining("was not exported since it was suspended");
    Path export = Path.of(offboardingRun().export(acme, places().place(null)).place());
    byte[] good = Files.readAllBytes(export);
    byte[] bad = good.clone();
    bad[bad.length / 2] ^= 1;
    Files.write(export, bad);
    assertThatThrownBy(() -> run()).isInstanceOf(Failed.class).hasMessageContaining("altered");
    Files.delete(export);
    assertThatThrownBy(() -> run()).hasMessageContaining("is no file that can be read");
    assertThat(tenant("acme").suspended()).isTrue();
    Files.write(export, good);
    assertThat(run().purged()).containsExactly("acme");
  }

  @Test
  void oneOrganisationsTroubleIsNotTheOthers() {
    installation.create("bad");
    installation.create("good");
    leave("bad");
    leave("good");
    // Its role has a right outside of its schema: it cannot be dropped.
    installation.asSuperuser(
        "create table public.stray (id int)",
        "grant select on public.stray to " + tenant("bad").role());
    assertThatThrownBy(() -> run())
        .isInstanceOf(Failed.class)
        .hasMessageContaining("1 organisations were purged, but not all")
        .hasMessageContaining("bad: ");
    assertThat(installation.tenantAdministration.find(new Slug("good"))).isEmpty();
    // It is begun, so nobody serves it again, and it is finished when the trouble is over.
    assertThatThrownBy(() -> offboarding().keep(new Slug("bad")))
        .hasMessageContaining("is being purged since");
    try (LockedTenant locked = locked("bad")) {
      assertThatThrownBy(() -> suspension().resume(locked.lock(), locked.tenant()))
          .hasMessageContaining("is being purged");
    }
    installation.asSuperuser("drop table public.stray");
    assertThat(run().purged()).containsExactly("bad");
  }

  @Test
  void statementsAreVerifiedAfterTheKeyWasRotatedAndNoOthersAre() {
    Tenant acme = installation.create("acme");
    leave("acme");
    String statement = purge().run(acme, new Purge.Needs(false, true)).statement();
    String user = installation.database.migrator().user();
    String old = installation.database.migrator().password();
    installation.create("later");
    leave("later");
    installation.asSuperuser("alter role " + user + " password 'rotated'");
    try {
      var rotated =
          new Administration(
              installation.settings,
              user,
              Secret.of("MIGRATOR_PASSWORD", "rotated"),
              TestInstallation.GATEWAY_SECRET);
      String second =
          new Purge(rotated, places(), OPERATOR, "test")
              .run(tenantBy(rotated, "later"), new Purge.Needs(false, true))
              .statement();
      assertThat(keys(rotated)).hasSize(2);
      assertThat(Statement.verify(statement, keys(rotated)).path("slug").asText())
          .isEqualTo("acme");
      assertThat(Statement.verify(second, keys(rotated)).path("slug").asText()).isEqualTo("later");
      refused(statement, keys(rotated));
    } finally {
      installation.asSuperuser("alter role " + user + " password '" + old + "'");
    }
  }

  private static void refused(String statement, Map<String, String> keys) {
    String[] parts = statement.split("\\.");
    String none =
        java.util.Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"alg\":\"none\"}".getBytes());
    for (String bad :
        List.of(
            "",
            "a.b.c",
            none + "." + parts[1] + ".",
            parts[0] + "." + parts[1] + "." + parts[2].substring(0, 80),
            parts[0] + "." + parts[1].replaceFirst("^...", "eyA") + "x." + parts[2])) {
      assertThatThrownBy(() -> Statement.verify(bad, keys))
          .as(bad)
          .isInstanceOf(InvalidInput.class);
    }
    assertThatThrownBy(() -> Statement.verify(statement, Map.of()))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("none of this installation's");
  }

  @Test
  void closedAccountsAreForgottenAfterTheirTime() {
    installation.create("acme");
    leave("acme");
    run();
    assertThat(run().forgotten()).isZero();
    installation.asSuperuser(
        "update public.closed_accounts set closed_at = now() - interval '11 years'");
    assertThat(run().forgotten()).isEqualTo(1);
    assertThat(installation.value("select count(*) from public.tenant_events")).isEqualTo("0");
  }

  private void nothingIsLeftOf(Tenant tenant) {
    assertThat(
            installation.value(
                "select (select count(*) from pg_namespace where nspname = '%s')"
                        .formatted(tenant.schema())
                    + " + (select count(*) from pg_roles where rolname = '%s')"
                        .formatted(tenant.role())
                    + " + (select count(*) from public.tenants where id = '%1$s')"
                        .formatted(tenant.id())
                    + " + (select count(*) from public.jobs where tenant_id = '%1$s')"
                        .formatted(tenant.id())
                    + " + (select count(*) from public.usage_hours where tenant_id = '%1$s')"
                        .formatted(tenant.id())
                    + " + (select count(*) from public.usage_days where tenant_id = '%1$s')"
                        .formatted(tenant.id())
                    + " + (select count(*) from public.usage_months where tenant_id = '%1$s')"
                        .formatted(tenant.id())
                    + " + (select count(*) from public.tenant_migrations where tenant_id = '%1$s')"
                        .formatted(tenant.id())
                    + " + (select count(*) from public.offboardings)"))
        .isEqualTo("0");
    assertThat(installation.value("select sum(tenants) from public.cohorts"))
        .isEqualTo(installation.value("select count(*) from public.tenants"));
  }

  private JsonNode verified(String statement) {
    return Statement.verify(statement, keys(installation.administration));
  }

  private static Map<String, String> keys(Administration administration) {
    return new ClosedAccounts(new TenantAdministration(administration)).keys();
  }

  private static Tenant tenantBy(Administration administration, String slug) {
    return new TenantAdministration(administration).require(new Slug(slug));
  }

  private void leave(String slug) {
    offboarding().begin(new Slug(slug), null, DAYS);
    over(slug);
  }

  private void over(String slug) {
    installation.asSuperuser(
        "update public.offboardings set purge_after = now() - interval '1 second'"
            + " where tenant_id = (select id from public.tenants where slug = '"
            + slug
            + "')");
  }

  private Tenant tenant(String slug) {
    return installation.tenantAdministration.require(new Slug(slug));
  }

  private LockedTenant locked(String slug) {
    return LockedTenant.of(
        installation.administration,
        installation.tenantAdministration,
        new Slug(slug),
        "changed",
        OPERATOR);
  }

  private Suspension suspension() {
    return new Suspension(installation.administration, installation.tenantAdministration, OPERATOR);
  }

  private Offboarding offboarding() {
    return new Offboarding(installation.administration, OPERATOR);
  }

  private Purge purge() {
    return new Purge(installation.administration, places(), OPERATOR, "test");
  }

  private OffboardingRun offboardingRun() {
    return new OffboardingRun(installation.administration, places(), OPERATOR, "test");
  }

  private OffboardingRun.Done run() {
    return offboardingRun().run(ClosedAccounts.DAYS);
  }

  private Places places() {
    return new Places(new Variables(Map.of(Places.VARIABLE, folder.toString())));
  }

  private static Tiers tiers() {
    return Tiers.parse("{\"free\":{\"agents\":5}}");
  }
}
