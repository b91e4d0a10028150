package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** What {@code public.tenant_migrations} says was made, held against the files that there are. */
public final class Ledger {
  private final List<MigrationScript> migrations;

  Ledger(List<MigrationScript> migrations) {
    this.migrations = migrations;
  }

  /** Marks all versions as made, in the caller's transaction; none is there yet. */
  public static void write(Handle handle, String tenantId) {
    for (MigrationScript migration : MigrationScript.all()) {
      handle.execute(
          "insert into public.tenant_migrations (tenant_id, version, description, checksum)"
              + " values (?, ?, ?, ?)",
          tenantId,
          migration.version(),
          migration.description(),
          migration.checksum());
    }
  }

  /**
   * Looks at ledger and registry before anything is changed.
   *
   * @throws Failed when a file was changed after it had been applied, an organisation lacks a
   *     version before one that it has, or a contraction comes too early
   */
  void requireSound(Connection connection) {
    Handle handle = Jdbi.open(connection);
    requireUnchanged(handle);
    requireNoGap(handle);
    requireContractable(handle);
  }

  private void requireUnchanged(Handle handle) {
    Map<Integer, MigrationScript> known =
        migrations.stream().collect(Collectors.toMap(MigrationScript::version, one -> one));
    handle
        .createQuery("select distinct version, checksum from public.tenant_migrations")
        .map((row, context) -> Map.entry(row.getInt(1), row.getString(2)))
        .forEach(
            applied -> {
              MigrationScript script = known.get(applied.getKey());
              if (script != null && !script.checksum().equals(applied.getValue())) {
                throw new Failed(
                    "Version %d of the organisations' schemas (%s) was changed after it had been"
                        + " applied: put the file back as it was and write a new version instead.",
                    script.version(), script.description());
              }
            });
  }

  private static void requireNoGap(Handle handle) {
    Optional<String> gap =
        handle
            .createQuery(
                "select format('%s has %s of versions 1 to %s, and the registry says %s', t.slug,"
                    + " m.count, m.max, t.schema_version) from (select tenant_id, count(*),"
                    + " max(version) from public.tenant_migrations group by tenant_id) m"
                    + " join public.tenants t on t.id = m.tenant_id"
                    + " where m.count <> m.max or m.max <> t.schema_version order by t.slug limit 1")
            .mapTo(String.class)
            .findFirst();
    gap.ifPresent(
        what -> {
          throw new Failed(
              "The ledger of the organisations' schemas (public.tenant_migrations) has a gap: %s."
                  + " Somebody changed it by hand, or a restore was partial; find out what its"
                  + " schema has, and put the ledger right, before anything is migrated.",
              what);
        });
  }

  private void requireContractable(Handle handle) {
    int oldest =
        handle
            .createQuery("select oldest_build from public.installation")
            .mapTo(Integer.class)
            .one();
    int least =
        handle
            .createQuery("select coalesce(min(schema_version), 0) from public.tenants")
            .mapTo(Integer.class)
            .one();
    for (MigrationScript one : migrations) {
      if (one.version() > least && one.contractsFrom().orElse(0) > oldest && least > 0) {
        throw new Failed(
            "%s takes away what builds before %d use, and builds from %d on may serve: first deploy"
                + " a release whose shared migration sets installation.oldest_build to %d or more.",
            one.file(), one.contractsFrom().getAsInt(), oldest, one.contractsFrom().getAsInt());
      }
    }
  }
}
