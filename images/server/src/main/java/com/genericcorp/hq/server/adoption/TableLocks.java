package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Locks tables without making others wait behind the wait: tried shortly, again and again. */
final class TableLocks {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int TRY_MILLIS = 1_000;
  private static final int BETWEEN_MILLIS = 250;

  private TableLocks() {}

  /**
   * Locks tables of a schema until the transaction ends.
   *
   * @param mode {@code share}: others may read; {@code access exclusive}: nobody may do anything
   * @throws Failed when somebody holds one of them for too long
   */
  static void lock(Session session, String schema, Collection<String> tables, String mode)
      throws SQLException {
    lock(session, schema, tables, mode, PATIENCE);
  }

  static void lock(
      Session session, String schema, Collection<String> tables, String mode, Duration patience)
      throws SQLException {
    String all =
        tables.stream()
            .sorted()
            .map(table -> Identifiers.quoted(schema, table))
            .collect(Collectors.joining(", "));
    long end = System.nanoTime() + patience.toNanos();
    while (true) {
      // Not a savepoint: a snapshot that begins before the lock would not see what it waited for.
      try {
        session.run(
            "set local lock_timeout = " + TRY_MILLIS,
            "lock table " + all + " in " + mode + " mode");
        return;
      } catch (SQLException problem) {
        if (!LOCK_NOT_AVAILABLE.equals(problem.getSQLState())) {
          throw problem;
        }
        session.restart();
        if (System.nanoTime() >= end) {
          throw new Failed(
              problem,
              "The tables of '%s' could not be locked within %d s, as %s. Everything is as it was:"
                  + " end that, then repeat this command.",
              schema,
              patience.toSeconds(),
              holders(session, schema, tables));
        }
      }
      pause();
    }
  }

  private static String holders(Session session, String schema, Collection<String> tables) {
    List<String> holders =
        session
            .handle()
            .createQuery(
                """
                select distinct format('%s (process %s, in a transaction since %s) uses %s',
                                       coalesce(a.usename, 'somebody'), l.pid,
                                       to_char(a.xact_start at time zone 'UTC',
                                               'YYYY-MM-DD"T"HH24:MI:SS"Z"'), c.relname)
                  from pg_catalog.pg_locks l
                  join pg_catalog.pg_class c on c.oid = l.relation
                  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                  left join pg_catalog.pg_stat_activity a on a.pid = l.pid
                 where l.granted and n.nspname = :schema and c.relname = any (:tables)
                   and l.pid <> pg_backend_pid()
                   and l.database = (select oid from pg_catalog.pg_database
                                      where datname = current_database())
                """)
            .bind("schema", schema)
            .bindArray("tables", String.class, tables.toArray())
            .mapTo(String.class)
            .list();
    return holders.isEmpty() ? "others used them again and again" : String.join("; ", holders);
  }

  private static void pause() {
    try {
      Thread.sleep(BETWEEN_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Failed(interrupted, "waiting for the tables was interrupted");
    }
  }
}
