package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.migration.MigrationScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.flywaydb.core.Flyway;

/** A Flyway instance per schema, with our tables in our database. */
final class FlywayPeer {
  private final BenchDatabase database;
  private final Path files;
  private int schemas;

  FlywayPeer(BenchDatabase database, List<MigrationScript> migrations) throws IOException {
    this.database = database;
    this.files = Files.createDirectories(database.folder.resolve("flyway"));
    for (MigrationScript migration : migrations) {
      add(migration);
    }
  }

  /** Gives it another version. It has no role per schema: grants are left out, for its good. */
  void add(MigrationScript migration) throws IOException {
    String sql = migration.sql().replaceAll("(?m)^(grant|--) .*\\$\\{role\\}.*$", "");
    Files.writeString(files.resolve("V" + migration.version() + "__x.sql"), sql);
  }

  Path files() {
    return files;
  }

  /** Makes a schema; returns how long that took, in nanoseconds. */
  long create() {
    return migrate("peer_" + schemas++);
  }

  /** Migrates all its schemas, one after the other; returns each one's time. */
  Sample migrate() {
    Sample times = new Sample();
    for (int schema = 0; schema < schemas; schema++) {
      times.add(migrate("peer_" + schema));
    }
    return times;
  }

  private long migrate(String schema) {
    long start = System.nanoTime();
    Flyway.configure()
        .dataSource(
            database
                .administration
                .migratorSource()
                .actingAs(database.administration.names().owner()))
        .locations("filesystem:" + files)
        .schemas(schema)
        .createSchemas(true)
        .load()
        .migrate();
    return System.nanoTime() - start;
  }
}
