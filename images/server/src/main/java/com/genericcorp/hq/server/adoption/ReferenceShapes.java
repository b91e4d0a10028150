package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.migration.MigrationScript;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What each version of an organisation's schema looks like: the compiled migrations are run in a
 * schema that is never committed, so that there is no second description of it.
 */
final class ReferenceShapes {
  private static final int COHORT_OF_ALL = 1;

  private final SortedMap<Integer, SchemaShape> byVersion;

  private ReferenceShapes(SortedMap<Integer, SchemaShape> byVersion) {
    this.byVersion = byVersion;
  }

  /**
   * Replays the migrations.
   *
   * @param migrator a connection as the migrator; it is closed
   */
  static ReferenceShapes replay(Connection migrator, RoleNames names) throws SQLException {
    String schema = "reference_" + ProcessHandle.current().pid();
    // Some role that is there already: what it is granted is rolled back.
    String role = names.gateway(COHORT_OF_ALL);
    SortedMap<Integer, SchemaShape> shapes = new TreeMap<>();
    try (Session session = Session.begin(migrator)) {
      session.run("set local role " + names.owner(), "create schema " + schema);
      for (MigrationScript migration : MigrationScript.all()) {
        session.run("set local search_path = " + schema, migration.forUnusedSchema(role));
        shapes.put(migration.version(), ShapeReader.read(session.handle(), schema));
      }
    }
    return new ReferenceShapes(shapes);
  }

  SchemaShape of(int version) {
    SchemaShape shape = byVersion.get(version);
    if (shape == null) {
      throw new IllegalArgumentException("no version " + version);
    }
    return shape;
  }

  SortedMap<Integer, SchemaShape> all() {
    return byVersion;
  }

  int latest() {
    return byVersion.lastKey();
  }

  /** Whether some version has a table of this name. */
  boolean know(String table) {
    return byVersion.values().stream().anyMatch(shape -> shape.tables().containsKey(table));
  }
}
