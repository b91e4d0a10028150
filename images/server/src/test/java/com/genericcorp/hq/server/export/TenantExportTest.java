package com.genericcorp.hq.server.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.place.FolderPlace;
import com.genericcorp.hq.server.place.LocalFile;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TenantExportTest {
  private static TestInstallation installation;

  @TempDir private Path folder;

  @BeforeAll
  static void migrate() {
    installation = TestInstallation.migrated();
  }

  @AfterAll
  static void close() {
    installation.close();
  }

  @Test
  void aCopyUnderAnotherSlugHasTheSameRowsAndNoneOfTheKeys() {
    Tenant tenant = FilledTenant.make(installation, "origin", 300);
    Map<String, String> before = FilledTenant.contents(installation, tenant);
    Path file = export(tenant);
    TenantRestore.Restored restored = restore(installation, file, "copy", null);
    Tenant copy = installation.tenantAdministration.find(new Slug("copy")).orElseThrow();
    assertThat(FilledTenant.contents(installation, copy)).isEqualTo(before);
    assertThat(copy.id()).isEqualTo(restored.id()).isNotEqualTo(tenant.id());
    assertThat(restored.keysWork()).isFalse();
    assertThat(
            installation.value(
                "select count(*) from public.usage_hours where tenant_id = '" + copy.id() + "'"))
        .isEqualTo("0");
    // It is used like any other.
    String agents =
        installation.tenants.inTenant(
            copy,
            handle ->
                handle.createQuery("select count(*)::text from agents").mapTo(String.class).one());
    assertThat(agents).isEqualTo("3");
    installation.asSuperuser(
        "insert into "
            + copy.schema()
            + ".task_events (task_id, kind)"
            + " select id, 'new' from "
            + copy.schema()
            + ".tasks limit 1");
    assertThat(FilledTenant.contents(installation, tenant)).isEqualTo(before);
  }

  @Test
  void inAnotherDatabaseItsKeysWorkAgain() {
    ApiKey key = installation.createWithKey("mover");
    Tenant tenant = installation.tenantAdministration.find(new Slug("mover")).orElseThrow();
    Path file = export(tenant);
    try (TestInstallation elsewhere = TestInstallation.migrated()) {
      assertThat(restore(elsewhere, file, null, null).keysWork()).isTrue();
      Tenant there = elsewhere.tenantAdministration.find(new Slug("mover")).orElseThrow();
      assertThat(there.tier()).isEqualTo("free");
      assertThat(elsewhere.tenantAdministration.accepts(there, key)).isTrue();
      assertThatThrownBy(() -> restore(elsewhere, file, null, null))
          .isInstanceOf(TenantCreation.AlreadyExists.class);
    }
  }

  @Test
  void theSameOrganisationGivesTheSameBytesOfData() throws Exception {
    Tenant tenant = FilledTenant.make(installation, "again", 20);
    Manifest first = new ExportFile(new LocalFile(export(tenant))).check().manifest();
    Files.createDirectories(folder.resolve("second"));
    Manifest second =
        new ExportFile(new LocalFile(export(tenant, folder.resolve("second")))).check().manifest();
    assertThat(second.tables()).isEqualTo(first.tables());
    assertThat(first.rows()).isEqualTo(3 + 20 + 20 + 1 + 1 + 1 + 4);
    assertThat(first.tables().get(0).name()).isEqualTo("agents");
  }

  @Test
  void onlyItsOwnerReadsAnExportAndNothingElseIsLeft() throws Exception {
    Path file = export(installation.create("quiet"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void whatAKilledExportLeftIsTakenAway() throws Exception {
    Files.writeString(folder.resolve(".left~left-20260101T000000Z.zip.part"), "half");
    Files.writeString(folder.resolve(".other~other-20260101T000000Z.zip.part"), "not ours");
    Path file = export(installation.create("left"));
    try (var files = Files.list(folder)) {
      assertThat(files)
          .containsExactlyInAnyOrder(
              file, folder.resolve(".other~other-20260101T000000Z.zip.part"));
    }
  }

  @Test
  void anotherTierIsGivenWhereItsOwnIsUnknown() {
    Tenant tenant = installation.create("tiered");
    installation.tenantAdministration.changeTier(new Slug("tiered"), "gold");
    Path file = export(tenant);
    assertThatThrownBy(() -> restore(installation, file, "tiered-copy", null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'gold'")
        .hasMessageContaining("--tier");
    restore(installation, file, "tiered-copy", "growth");
    assertThat(installation.tenantAdministration.find(new Slug("tiered-copy")).orElseThrow().tier())
        .isEqualTo("growth");
  }

  @Test
  void aFileThatIsNotTheOneThatWasMeantIsRefused() {
    Path file = export(installation.create("meant"));
    assertThatThrownBy(
            () ->
                new TenantRestore(installation.administration, tiers(), new Operator("test"))
                    .run(
                        new ExportFile(new LocalFile(file)),
                        new TenantRestore.Wish("x", null, "0".repeat(64), false)))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("another file");
  }

  @Test
  void anOrganisationTakesItsFormerStateInItsPlace() {
    Tenant tenant = FilledTenant.make(installation, "undone", 30);
    Map<String, String> before = FilledTenant.contents(installation, tenant);
    Path file = export(tenant);
    installation.asSuperuser("delete from " + tenant.schema() + ".task_events");
    TenantRestore.Wish wish = new TenantRestore.Wish(null, null, null, true);
    TenantRestore restore =
        new TenantRestore(installation.administration, tiers(), new Operator("test"));
    assertThatThrownBy(() -> restore.run(new ExportFile(new LocalFile(file)), wish))
        .hasMessageContaining("is served");
    installation.asSuperuser(
        "update public.tenants set status = 'suspended' where slug = 'undone'");
    assertThat(restore.run(new ExportFile(new LocalFile(file)), wish).keysWork()).isTrue();
    assertThat(FilledTenant.contents(installation, tenant)).isEqualTo(before);
  }

  @Test
  void aTableThatIsNoneOfOursIsNotLostSilently() {
    Tenant tenant = installation.create("foreign");
    installation.asSuperuser("create table " + tenant.schema() + ".extra (id int)");
    installation.asSuperuser(
        "alter table "
            + tenant.schema()
            + ".extra owner to "
            + installation.database.name()
            + "_owner");
    Path file = export(tenant);
    assertThatThrownBy(() -> restore(installation, file, "foreign-copy", null))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'extra'");
    assertThat(installation.tenantAdministration.find(new Slug("foreign-copy"))).isEmpty();
  }

  @Test
  void anOlderVersionIsBroughtUpToDateOnItsWay() {
    Tenant tenant = installation.create("older");
    String schema = tenant.schema();
    installation.asSuperuser(
        "drop schema " + schema + " cascade",
        "create schema " + schema + " authorization " + installation.database.name() + "_owner",
        "set role " + installation.database.name() + "_owner",
        "grant usage on schema " + schema + " to " + tenant.role(),
        "set search_path = " + schema,
        MigrationScript.all().get(0).forRole(tenant.role()),
        "insert into agents (name) values ('old')",
        "insert into tasks (agent_id, title) select id, 'a task' from agents",
        "update public.tenants set schema_version = 1 where id = '" + tenant.id() + "'");
    TenantRestore.Restored restored = restore(installation, export(tenant), "older-copy", null);
    assertThat(restored.fromVersion()).isEqualTo(1);
    assertThat(restored.toVersion()).isEqualTo(MigrationScript.latest());
    Tenant copy = installation.tenantAdministration.find(new Slug("older-copy")).orElseThrow();
    assertThat(
            installation.value("select updated_at = created_at from " + copy.schema() + ".tasks"))
        .isEqualTo("t");
    assertThat(
            installation.value(
                "select count(*) || ' ' || max(version) from public.tenant_migrations"
                    + " where tenant_id = '"
                    + copy.id()
                    + "'"))
        .isEqualTo(MigrationScript.latest() + " " + MigrationScript.latest());
  }

  @Test
  void aFolderWithoutRoomIsRefusedBefore() {
    assertThatThrownBy(
            () -> FolderPlace.of(folder + "/").write("big", "big.zip", Long.MAX_VALUE).close())
        .isInstanceOf(Failed.class)
        .hasMessageContaining("room");
    assertThat(folder).isEmptyDirectory();
  }

  private Path export(Tenant tenant) {
    return export(tenant, folder);
  }

  private static Path export(Tenant tenant, Path to) {
    return Path.of(
        new TenantExport(installation.administration, "test")
            .run(tenant, FolderPlace.of(to.toString()))
            .place());
  }

  static TenantRestore.Restored restore(
      TestInstallation where, Path file, @Nullable String as, @Nullable String tier) {
    return new TenantRestore(where.administration, tiers(), new Operator("test"))
        .run(new ExportFile(new LocalFile(file)), new TenantRestore.Wish(as, tier, null, false));
  }

  static Tiers tiers() {
    return Tiers.parse("{\"free\":{\"agents\":5},\"growth\":{\"agents\":null}}");
  }
}
