package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** The organisations of a run: fixed at its beginning, claimed one by one, counted. */
final class FleetTargets {
  private static final double TENTH = 0.1;
  private static final int FIRST_PAUSE_MILLIS = 100;
  private static final int LONGEST_PAUSE_MILLIS = 3_000;
  private static final int LONGEST_REASON = 1_000;

  // Parameters: run, wave, the phase's first and last version.
  private static final String OF_PHASE =
      " from public.fleet_targets f join public.tenants t on t.id = f.tenant_id"
          + " where f.run = ? and f.wave = ? and f.state = 'waiting'"
          + " and t.schema_version >= ? and t.schema_version < ?";
  // A run that was stopped by another process gives no more.
  private static final String GOES_ON =
      " exists (select from public.fleet_runs r where r.id = %s and r.state = 'running')";
  private static final String WAITING =
      OF_PHASE + " and f.not_before <= clock_timestamp() and" + GOES_ON.formatted("f.run");
  private static final String TARGET =
      "select t.id, t.slug, t.schema_name, t.role_name, t.schema_version";

  private FleetTargets() {}

  /** Writes down who is to be migrated, and in which wave; returns how many they are. */
  static int fix(Handle handle, long run, int version, FleetSettings settings) {
    // By chance, but the same whoever looks: not always the same ones are canaries.
    return handle
        .createUpdate(
            "insert into public.fleet_targets (run, tenant_id, wave, position)"
                + " select :run, id, case when slug = 'probe' then 0"
                + " when n <= floor(:canary * others) then 1"
                + " when n <= floor(:canary * others) + floor(:tenth * others) then 2"
                + " else 3 end, n"
                + " from (select id, slug,"
                + "   row_number() over (order by slug = 'probe', md5(id || :run::text)) as n,"
                + "   count(*) filter (where slug <> 'probe') over () as others"
                + "  from public.tenants where schema_version < :version"
                + "   and (cardinality(:only::text[]) = 0 or slug = any(:only))) behind")
        .bind("run", run)
        .bind("version", version)
        .bind("canary", settings.canary())
        .bind("tenth", TENTH)
        .bindArray("only", String.class, new ArrayList<>(settings.only()))
        .execute();
  }

  /** Adds who is behind and in no wave yet: made by an older build while the run was under way. */
  static int sweep(Handle handle, FleetRun run) {
    return handle.execute(
        "insert into public.fleet_targets (run, tenant_id, wave, position)"
            + " select ?, id, ?, 0 from public.tenants where schema_version < ?"
            + " on conflict do nothing",
        run.id(),
        Wave.SWEEP.number(),
        run.version());
  }

  /** Marks those as done that another run has brought to this one's version meanwhile. */
  static int settle(Handle handle, FleetRun run) {
    return handle.execute(
        "update public.fleet_targets f set state = 'done', reason = null, ended_at ="
            + " clock_timestamp() from public.tenants t where t.id = f.tenant_id and f.run = ?"
            + " and f.state <> 'done' and t.schema_version >= ?",
        run.id(),
        run.version());
  }

  /**
   * Claims an organisation in the connection's transaction; empty when there is none that another
   * has not. Not "for update": that would skip over one that merely gets a job.
   */
  static Optional<Target> claim(Connection connection, long run, Wave wave, Phase phase)
      throws SQLException {
    String sql =
        TARGET + WAITING + " order by f.position limit 1 for no key update of f, t skip locked";
    return list(connection, sql, run, wave, phase).stream().findFirst();
  }

  /** Some of those that wait, claimed by nobody yet. */
  static List<Target> some(Connection connection, long run, Wave wave, Phase phase)
      throws SQLException {
    return list(connection, TARGET + WAITING + " order by f.position limit 50", run, wave, phase);
  }

  private static List<Target> list(
      Connection connection, String sql, long run, Wave wave, Phase phase) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, run);
      statement.setInt(2, wave.number());
      statement.setInt(3, phase.start());
      statement.setInt(4, phase.end());
      List<Target> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(
              new Target(
                  rows.getString(1),
                  rows.getString(2),
                  rows.getString(3),
                  rows.getString(4),
                  rows.getInt(5)));
        }
      }
      return found;
    }
  }

  /** Whether somebody of the wave is still to come in this phase, or is just being migrated. */
  static boolean waits(Connection connection, long run, Wave wave, Phase phase)
      throws SQLException {
    String sql = "select exists (select" + OF_PHASE + ") and" + GOES_ON.formatted("?");
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, run);
      statement.setInt(2, wave.number());
      statement.setInt(3, phase.start());
      statement.setInt(4, phase.end());
      statement.setLong(5, run);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getBoolean(1);
      }
    }
  }

  /**
   * Notes a failure; returns whether the organisation is given up.
   *
   * @param connection in auto-commit
   */
  static boolean fail(
      Connection connection, FleetRun run, MigrationFailure failure, int attempts, String reason) {
    // Another worker may have claimed it since it was given back: its attempt is waited for,
    // however
    // long that takes, as it has bounds of its own.
    return Jdbi.open(connection)
        .inTransaction(
            handle -> {
              handle.execute("set local lock_timeout = 0");
              return handle
                  .createQuery(
                      "update public.fleet_targets set attempts = attempts + 1, reason = :reason,"
                          + " state = case when :passes and attempts + 1 < :most then 'waiting'"
                          + "   else 'failed' end,"
                          + " not_before = clock_timestamp() + (0.5 + random() / 2)"
                          + "   * least(:first * 2 ^ attempts, :longest) * interval '1 ms',"
                          + " ended_at = clock_timestamp()"
                          + " where run = :run and tenant_id = :id and state = 'waiting'"
                          + " returning state = 'failed'")
                  .bind("reason", brief(reason))
                  .bind("passes", failure.passes())
                  .bind("most", attempts)
                  .bind("first", FIRST_PAUSE_MILLIS)
                  .bind("longest", LONGEST_PAUSE_MILLIS)
                  .bind("run", run.id())
                  .bind("id", failure.target().id())
                  .mapTo(Boolean.class)
                  .findOne()
                  .orElse(false);
            });
  }

  private static String brief(String reason) {
    return reason.length() <= LONGEST_REASON ? reason : reason.substring(0, LONGEST_REASON);
  }

  static Counts counts(Handle handle, long run) {
    return counts(handle, "", run);
  }

  static Counts counts(Handle handle, long run, Wave wave) {
    return counts(handle, " and wave = ?", run, wave.number());
  }

  private static Counts counts(Handle handle, String more, Object... values) {
    return handle
        .select(
            "select count(*) filter (where state = 'done'), count(*) filter (where state ="
                + " 'failed'), count(*) filter (where state = 'waiting')"
                + " from public.fleet_targets where run = ?"
                + more,
            values)
        .map((row, context) -> new Counts(row.getInt(1), row.getInt(2), row.getInt(3)))
        .one();
  }

  /** Why each that failed did, by slug. */
  static Map<String, String> failures(Handle handle, long run) {
    Map<String, String> failures = new TreeMap<>();
    handle
        .select(
            "select t.slug, f.reason from public.fleet_targets f join public.tenants t"
                + " on t.id = f.tenant_id where f.run = ? and f.state = 'failed'",
            run)
        .map((row, context) -> Map.entry(row.getString(1), String.valueOf(row.getString(2))))
        .forEach(one -> failures.put(one.getKey(), one.getValue()));
    return failures;
  }

  /** Which logins hold locks on the organisation's tables, as far as the migrator may see. */
  static String holders(Connection connection, Target target) {
    String found =
        Jdbi.open(connection)
            .select(
                "select string_agg(distinct format('process %s of the database (%s, %s)', l.pid,"
                    + " a.usename, coalesce(nullif(a.application_name, ''), 'nameless')), ', ')"
                    + " from pg_locks l join pg_class c on c.oid = l.relation"
                    + " join pg_stat_activity a on a.pid = l.pid"
                    + " where c.relnamespace = to_regnamespace(?) and l.pid <> pg_backend_pid()"
                    + " and l.granted and l.database = (select oid from pg_database"
                    + " where datname = current_database())",
                target.schema())
            .mapTo(String.class)
            .findOne()
            .orElse("");
    return found == null || found.isEmpty() ? "" : "; held by " + found;
  }

  /**
   * A connection for a worker. It waits so long for a lock, and no longer. Its commits are not
   * waited for until they are on disk, half of the time that an organisation took: what a crash of
   * the database takes back is an organisation's schema and its rows together, which wait again
   * then, and the run's end, which is waited for, follows them.
   */
  static Connection connect(Administration administration, FleetSettings settings)
      throws SQLException {
    Connection connection = administration.asMigrator();
    try (PreparedStatement statement =
        connection.prepareStatement(
            "select set_config('lock_timeout', ?, false),"
                + " set_config('synchronous_commit', 'off', false)")) {
      statement.setString(1, settings.lockTimeout().toMillis() + "ms");
      statement.execute();
      return connection;
    } catch (SQLException problem) {
      connection.close();
      throw problem;
    }
  }
}
