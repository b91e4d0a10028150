package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How far an organisation's leaving is.
 *
 * @param purgeAfter not before then it is purged
 * @param suspended whether it is not served
 * @param export its newest export since it is suspended; null: there is none
 * @param purgingSince when its purge was begun; null: it can be kept yet
 */
public record Leaving(
    String slug,
    Instant startedAt,
    Instant purgeAfter,
    boolean suspended,
    @Nullable Export export,
    @Nullable Instant purgingSince) {

  /** A finished export of it. */
  public record Export(String place, String sha256, long bytes, long rows, Instant at) {}

  static Leaving of(String slug, ResultSet row) throws SQLException {
    @Nullable Instant exportedAt = Columns.instantOrNull(row, "exported_at");
    @Nullable Instant suspendedAt = Columns.instantOrNull(row, "status_since");
    Export export = null;
    // What was exported while it was still served may lack what came after.
    if (exportedAt != null && (suspendedAt == null || !exportedAt.isBefore(suspendedAt))) {
      export =
          new Export(
              row.getString("export_place"),
              row.getString("export_sha256"),
              row.getLong("export_bytes"),
              row.getLong("export_rows"),
              exportedAt);
    }
    return new Leaving(
        slug,
        Columns.instant(row, "started_at"),
        Columns.instant(row, "purge_after"),
        row.getString("status").equals("suspended"),
        export,
        Columns.instantOrNull(row, "purging_since"));
  }

  String shownDay() {
    return purgeAfter.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  void requireNotPurging() {
    if (purgingSince != null) {
      throw new InvalidInput(
          "Organisation '%s' is being purged since %s: 'tenants purge %s' finishes it, 'tenants"
              + " restore' makes it again of its export.",
          slug, purgingSince.truncatedTo(ChronoUnit.SECONDS), slug);
    }
  }
}
