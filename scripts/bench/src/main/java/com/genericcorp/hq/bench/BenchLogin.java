package com.genericcorp.hq.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/** A login for programs beside the bench: it may take the owner's role, and has it. */
record BenchLogin(String host, int port, String database, String user) {
  private static final String NAME = "bench_peer";
  private static final String PASSWORD = "bench";

  static BenchLogin of(BenchDatabase bench) {
    try (Connection migrator = bench.administration.asMigrator();
        Statement statement = migrator.createStatement()) {
      statement.execute(
          "do $$ begin if to_regrole('%1$s') is null then create role %1$s login password '%2$s';"
                  .formatted(NAME, PASSWORD)
              + " grant connect on database %s to %s; grant %s to %2$s; end if; end $$"
                  .formatted(bench.settings.name(), NAME, bench.administration.names().owner()));
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
    return new BenchLogin(
        bench.settings.host(), bench.settings.port(), bench.settings.name(), NAME);
  }

  /** As PostgreSQL's programs and libraries read it. */
  void into(Map<String, String> variables) {
    variables.put("PGHOST", host);
    variables.put("PGPORT", Integer.toString(port));
    variables.put("PGDATABASE", database);
    variables.put("PGUSER", user);
    variables.put("PGPASSWORD", PASSWORD);
  }
}
