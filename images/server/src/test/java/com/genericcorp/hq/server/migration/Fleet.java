package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Organisations of a test, and migrations of them beyond those that there are. */
final class Fleet {
  static final int NEXT = MigrationScript.latest() + 1;
  static final MigrationScript NOTES =
      new MigrationScript(
          NEXT,
          "notes",
          """
          create table notes (id bigint generated always as identity primary key, text text);
          grant select, insert on notes to ${role};
          """);
  static final FleetSettings QUICK =
      new FleetSettings(2, 0.2, 0.05, 3, Duration.ofMillis(100), 2, List.of());

  private Fleet() {}

  /** Makes organisations at the newest version that there is: {@code t0}, {@code t1} and so on. */
  static void fill(TestInstallation installation, int organizations) {
    for (int number = 0; number < organizations; number++) {
      installation.createWithKey("t" + number);
    }
  }

  /** Makes an organisation as an older build would. */
  static void createAt(TestInstallation installation, String slug, int version) {
    new TenantCreation(installation.administration, MigrationScript.all().subList(0, version))
        .create(new Slug(slug), slug, "free", "first");
  }

  static List<MigrationScript> with(MigrationScript... more) {
    List<MigrationScript> all = new ArrayList<>(MigrationScript.all());
    all.addAll(List.of(more));
    return all;
  }

  static FleetMigration.Outcome migrate(TestInstallation installation, MigrationScript... more) {
    return migrate(installation.administration, QUICK, more);
  }

  static FleetMigration.Outcome migrate(
      Administration administration, FleetSettings settings, MigrationScript... more) {
    return new FleetMigration(administration, with(more), settings, Progress.silent()).migrate();
  }

  /** How many organisations have the table notes without the version, or the other way round. */
  static String halfMigrated(TestInstallation installation) {
    return installation.value(
        "select count(*) from public.tenants t where (schema_version >= "
            + NEXT
            + ") <> (to_regclass(schema_name || '.notes') is not null)"
            + " or (schema_version >= "
            + NEXT
            + ") <> exists (select from public.tenant_migrations m where m.tenant_id = t.id"
            + " and m.version = "
            + NEXT
            + ")");
  }

  /** How many organisations have this version. */
  static int at(TestInstallation installation, int version) {
    return Integer.parseInt(
        installation.value(
            "select count(*) from public.tenants where schema_version = " + version));
  }
}
