package com.genericcorp.hq.server.migration.sql;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A migration's file as the lint reads it.
 *
 * @param name with its folder, {@code db/tenant/V3__due_dates.sql}: it tells whose tables these are
 */
public record MigrationFile(String name, String sql) {
  private static final Pattern NAME =
      Pattern.compile("(?:.*/)?(shared|tenant)/V[1-9][0-9]*__[a-z0-9_]+(\\.concurrently)?\\.sql");

  public MigrationFile {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput(
          "%s is no migration: expected db/tenant/V<number>__<what>.sql, the same with"
              + " .concurrently.sql, or db/shared/V<number>__<what>.sql",
          name);
    }
  }

  boolean ofTenants() {
    return matched().group(1).equals("tenant");
  }

  boolean concurrently() {
    return matched().group(2) != null;
  }

  private Matcher matched() {
    Matcher matcher = NAME.matcher(name);
    if (!matcher.matches()) {
      throw new IllegalStateException(name);
    }
    return matcher;
  }
}
