package com.genericcorp.hq.server.database;

import com.genericcorp.hq.cli.Failed;
import java.util.Map;
import java.util.TreeSet;

/**
 * Where the databases are in which organisations may live, by the names that the registry gives
 * them. There is one today; nothing above this assumes so.
 *
 * @param byName must have {@link #MAIN}
 */
public record Databases(Map<String, DatabaseSettings> byName) {
  /** The one that the registry itself is in. */
  public static final String MAIN = "main";

  public Databases {
    byName = Map.copyOf(byName);
    if (!byName.containsKey(MAIN)) {
      throw new IllegalArgumentException("no database is called '" + MAIN + "'");
    }
  }

  public static Databases only(DatabaseSettings main) {
    return new Databases(Map.of(MAIN, main));
  }

  /**
   * Where a database is.
   *
   * @throws Failed when the registry names one that this process was not told of
   */
  public DatabaseSettings named(String name) {
    DatabaseSettings settings = byName.get(name);
    if (settings == null) {
      throw new Failed(
          "The registry says that organisations live in the database '%s'; this process knows %s"
              + " alone: it takes no second database yet.",
          name, String.join(", ", new TreeSet<>(byName.keySet())));
    }
    return settings;
  }

  DatabaseSettings main() {
    return named(MAIN);
  }
}
