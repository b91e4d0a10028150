package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.Administration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * The recorded runs. A process that takes part in one holds a shared advisory lock of the run's
 * number as long as its connection lasts: a run without holders is one whose processes are gone.
 */
final class FleetRuns {
  // "fleet" on a telephone's keys.
  private static final int LOCK = 35338;
  private static final int DAYS_KEPT = 90;

  static final String COLUMNS =
      "select id, version, begun_by, begun_at, chosen, stop_at, stop_after, state, reason, ended_at"
          + " from public.fleet_runs";

  private final Administration administration;
  private final int version;

  /**
   * @param version what organisations are to reach
   */
  FleetRuns(Administration administration, int version) {
    this.administration = administration;
    this.version = version;
  }

  /**
   * Takes part in the run that is under way or was left by a killed process, or begins one; empty
   * when no organisation is behind.
   *
   * @param coordinator a connection that is kept as long as this process takes part
   * @throws Failed when another process is migrating to another version
   */
  Optional<FleetRun> enter(Connection coordinator, FleetSettings settings) throws SQLException {
    Handle handle = Jdbi.open(coordinator);
    try (Connection gate = administration.asMigrator()) {
      // One decides at a time; given back with the connection.
      Administration.lock(gate);
      requireKnown(handle, settings);
      for (FleetRun run : running(handle)) {
        boolean alive = isAlive(handle, run.id());
        boolean ours = !run.chosen() && settings.only().isEmpty() && run.version() == version;
        if (ours) {
          hold(handle, run.id());
          if (!alive) {
            // Whoever starts it again has looked at what had failed.
            handle.execute(
                "update public.fleet_targets set state = 'waiting', attempts = 0, not_before ="
                    + " '-infinity' where run = ? and state = 'failed'",
                run.id());
          }
          return Optional.of(run);
        }
        if (!alive) {
          handle.execute(
              "update public.fleet_runs set state = 'abandoned', ended_at = now() where id = ?",
              run.id());
        } else if (!run.chosen() && settings.only().isEmpty()) {
          throw otherVersion(run);
        }
      }
      return begin(handle, settings);
    }
  }

  /** Whether a process takes part in the run now. */
  static boolean isAlive(Handle handle, long run) {
    return handle
        .select(
            "select exists (select from pg_locks where locktype = 'advisory' and granted"
                + " and classid = ?::int::oid and objid = ?::int::oid and database ="
                + " (select oid from pg_database where datname = current_database()))",
            LOCK,
            Math.toIntExact(run))
        .mapTo(Boolean.class)
        .one();
  }

  /** Takes the connection's share in the run. */
  static void hold(Handle handle, long run) {
    handle
        .select("select pg_advisory_lock_shared(?, ?)", LOCK, Math.toIntExact(run))
        .mapTo(String.class)
        .list();
  }

  static FleetRun read(Handle handle, long run) {
    return handle.select(COLUMNS + " where id = ?", run).map((row, context) -> run(row)).one();
  }

  /**
   * Ends the run, once, with what came of it: on disk, and so is all that was done in it before.
   */
  static void end(Handle handle, long run, FleetRun.State state, String reason) {
    handle.useTransaction(
        transaction -> {
          transaction.execute("set local synchronous_commit = on");
          transaction.execute(
              "update public.fleet_runs set state = ?, reason = nullif(?, ''), ended_at = now()"
                  + " where id = ? and state = 'running'",
              state.name().toLowerCase(Locale.ROOT),
              reason,
              run);
        });
  }

  private static List<FleetRun> running(Handle handle) {
    return handle
        .select(COLUMNS + " where state = 'running' order by id")
        .map((row, context) -> run(row))
        .list();
  }

  private Optional<FleetRun> begin(Handle handle, FleetSettings settings) {
    return handle.inTransaction(
        transaction -> {
          transaction.execute(
              "delete from public.fleet_runs where ended_at < now() - make_interval(days => ?)",
              DAYS_KEPT);
          long run =
              transaction
                  .select(
                      "insert into public.fleet_runs"
                          + " (version, begun_by, chosen, canary, stop_at, stop_after)"
                          + " values (?, ?, ?, ?, ?, ?) returning id",
                      version,
                      whoAmI(),
                      !settings.only().isEmpty(),
                      settings.canary(),
                      settings.stopAt(),
                      settings.stopAfter())
                  .mapTo(Long.class)
                  .one();
          if (FleetTargets.fix(transaction, run, version, settings) == 0) {
            transaction.rollback();
            return Optional.empty();
          }
          hold(transaction, run);
          return Optional.of(read(transaction, run));
        });
  }

  private static void requireKnown(Handle handle, FleetSettings settings) {
    if (settings.only().isEmpty()) {
      return;
    }
    TreeSet<String> unknown = new TreeSet<>(settings.only());
    unknown.removeAll(
        handle
            .createQuery("select slug from public.tenants where slug = any(:slugs)")
            .bindArray("slugs", String.class, new ArrayList<>(settings.only()))
            .mapTo(String.class)
            .list());
    if (!unknown.isEmpty()) {
      throw new InvalidInput(
          "There is no organisation %s: 'tenants list' shows those that there are.",
          "'" + String.join("', '", unknown) + "'");
    }
  }

  private Failed otherVersion(FleetRun run) {
    return new Failed(
        "%s is migrating the organisations to version %d since %s (run %d), this build would to"
            + " version %d: wait until that has ended ('tenants migrate --status'), then repeat"
            + " this.",
        run.begunBy(),
        run.version(),
        run.begunAt().truncatedTo(ChronoUnit.SECONDS),
        run.id(),
        version);
  }

  private static String whoAmI() {
    String host;
    try {
      host = InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      host = "unknown";
    }
    return "%s@%s, process %d"
        .formatted(System.getProperty("user.name"), host, ProcessHandle.current().pid());
  }

  static FleetRun run(ResultSet row) throws SQLException {
    Timestamp ended = row.getTimestamp("ended_at");
    return new FleetRun(
        row.getLong("id"),
        row.getInt("version"),
        row.getString("begun_by"),
        instant(row.getTimestamp("begun_at")),
        row.getBoolean("chosen"),
        row.getDouble("stop_at"),
        row.getInt("stop_after"),
        FleetRun.State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
        row.getString("reason"),
        ended == null ? null : instant(ended));
  }

  private static Instant instant(Timestamp time) {
    return time.toInstant();
  }
}
