package com.genericcorp.hq.server.export;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.limits.Tiers;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.tenancy.OperationLock;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes an export an organisation again: its rows are loaded, read back and compared with the
 * manifest, and an older schema is migrated, in one transaction. No SQL of the file's is run: its
 * scripts must be this build's own.
 */
public final class TenantRestore {
  private final Administration administration;
  private final Tiers tiers;
  private final Operator operator;

  /**
   * What is asked for.
   *
   * @param as another slug; null: its own
   * @param tier another tier; null: its own
   * @param sha256 what the file must have; null: its own checksum alone is looked at
   * @param inPlace whether it takes the place of the living organisation that it was exported from
   */
  public record Wish(
      @Nullable String as, @Nullable String tier, @Nullable String sha256, boolean inPlace) {
    public Wish {
      if (inPlace && (as != null || tier != null)) {
        throw new InvalidInput("--in-place keeps the slug and tier: leave --as and --tier out");
      }
    }
  }

  /**
   * What was made.
   *
   * @param keysWork whether the organisation has its former id, so that its API keys still work
   */
  public record Restored(
      String slug, String id, long rows, int fromVersion, int toVersion, boolean keysWork) {}

  public TenantRestore(Administration administration, Tiers tiers, Operator operator) {
    this.administration = administration;
    this.tiers = tiers;
    this.operator = operator;
  }

  /**
   * Restores.
   *
   * @throws InvalidInput when the file is damaged, of a newer version, or does not fit here
   */
  public Restored run(ExportFile file, Wish wish) {
    ExportFile.Checked checked = file.check();
    Manifest manifest = checked.manifest();
    if (wish.sha256() != null && !wish.sha256().equals(checked.sha256())) {
      throw new InvalidInput(
          "%s has the SHA-256 %s, not %s: it is another file",
          file.shown(), checked.sha256(), wish.sha256());
    }
    requireKnownScripts(file, manifest);
    Slug slug = Slug.forCustomer(wish.as() == null ? manifest.tenant().slug() : wish.as());
    String tier = wish.inPlace() ? "" : tier(wish, manifest);
    try (OperationLock lock = OperationLock.take(administration, slug, "restored", operator)) {
      try {
        int cohort;
        try (Connection migrator = administration.asMigrator()) {
          cohort = cohort(migrator, manifest, wish);
        }
        try (Connection connection = administration.asProvisioner(cohort)) {
          connection.setAutoCommit(false);
          try {
            Target target = new Target(administration.names(), connection, manifest, cohort);
            String id = wish.inPlace() ? target.replace(slug) : target.add(slug, tier);
            boolean same = id.equals(manifest.tenant().id());
            new Loading(connection, manifest, id, shared(same, wish), file)
                .run(() -> target.makeTables(id));
            target.finish(id, slug, wish, operator, checked);
            lock.requireHeld();
            connection.commit();
            return new Restored(
                slug.value(),
                id,
                manifest.rows(),
                manifest.tenant().schemaVersion(),
                MigrationScript.latest(),
                same);
          } finally {
            connection.rollback();
          }
        }
      } catch (SQLException problem) {
        throw TenantCreation.failure(slug, problem);
      } catch (IOException problem) {
        throw new Failed(problem, "%s cannot be read: %s", file.shown(), problem.getMessage());
      }
    }
  }

  private int cohort(Connection migrator, Manifest manifest, Wish wish) throws SQLException {
    if (!wish.inPlace()) {
      return new Cohorts(administration).withRoom(migrator);
    }
    String sql = "select cohort, status from public.tenants where id = ? and slug = ?";
    try (var statement = migrator.prepareStatement(sql)) {
      statement.setString(1, manifest.tenant().id());
      statement.setString(2, manifest.tenant().slug());
      try (var row = statement.executeQuery()) {
        if (!row.next()) {
          throw new InvalidInput(
              "There is no organisation '%s' of the id %s here, which the export is of: restore it"
                  + " without --in-place.",
              manifest.tenant().slug(), manifest.tenant().id());
        }
        if (!row.getString(2).equals("suspended")) {
          throw new InvalidInput(
              "Organisation '%s' is served: 'tenants suspend %s' first, then restore it in place.",
              manifest.tenant().slug(), manifest.tenant().slug());
        }
        return row.getInt(1);
      }
    }
  }

  private String tier(Wish wish, Manifest manifest) {
    String tier = wish.tier() == null ? manifest.tenant().tier() : wish.tier();
    try {
      return tiers.require(tier);
    } catch (InvalidInput unknown) {
      throw new InvalidInput(
          "The organisation had the tier '%s': %s Give another with --tier.",
          tier, unknown.getMessage());
    }
  }

  private static void requireKnownScripts(ExportFile file, Manifest manifest) {
    List<MigrationScript> own = MigrationScript.all();
    int version = manifest.tenant().schemaVersion();
    if (version > MigrationScript.latest()) {
      throw new InvalidInput(
          "%s is of version %d, this build knows %d: use a newer build.",
          file.shown(), version, MigrationScript.latest());
    }
    for (Manifest.Script script : manifest.migrations()) {
      boolean known =
          own.stream()
              .anyMatch(
                  one ->
                      one.version() == script.version() && one.checksum().equals(script.sha256()));
      if (!known) {
        throw new InvalidInput(
            "%s: its script of version %d is not this build's, so its tables may be others. Use the"
                + " build that it was exported by.",
            file.shown(), script.version());
      }
    }
    if (manifest.migrations().size() != version) {
      throw new InvalidInput("%s lacks scripts of its versions", file.shown());
    }
  }

  /** A copy beside the living one is an account of its own: it has used nothing yet. */
  private static List<SharedRows> shared(boolean same, Wish wish) {
    return same && !wish.inPlace() ? SharedRows.ALL : List.of(SharedRows.JOBS);
  }
}
