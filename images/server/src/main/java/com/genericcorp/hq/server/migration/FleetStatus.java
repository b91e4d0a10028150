package com.genericcorp.hq.server.migration;

import com.genericcorp.hq.server.database.Administration;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Where the organisations' schemas stand.
 *
 * @param latest the version that this build knows
 * @param versions how many organisations have each version
 * @param run the newest run, if there was one
 * @param counts of that run
 * @param alive whether a process takes part in it now
 * @param failed organisations that are behind and could not be migrated when last tried
 */
public record FleetStatus(
    int latest,
    Map<Integer, Integer> versions,
    Optional<FleetRun> run,
    Progressed counts,
    boolean alive,
    List<Failure> failed) {
  /** How far the run has come. */
  public record Progressed(int done, int failed, int waiting) {}

  /**
   * An organisation that could not be migrated.
   *
   * @param version that it has
   */
  public record Failure(String slug, int version, int attempts, String reason) {}

  public FleetStatus {
    versions = Map.copyOf(versions);
    failed = List.copyOf(failed);
  }

  /** How many organisations lack a version. */
  public int behind() {
    return versions.entrySet().stream()
        .filter(one -> one.getKey() < latest)
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Reads it, with the migrator's rights. */
  public static FleetStatus read(Administration administration) {
    try (Connection connection = administration.asMigrator()) {
      return read(Jdbi.open(connection));
    } catch (SQLException problem) {
      throw Administration.failed("reading where the organisations stand", problem);
    }
  }

  private static FleetStatus read(Handle handle) {
    Optional<FleetRun> run =
        handle
            .createQuery(FleetRuns.COLUMNS + " order by id desc limit 1")
            .map((row, context) -> FleetRuns.run(row))
            .findFirst();
    Counts counts =
        run.map(one -> FleetTargets.counts(handle, one.id())).orElse(new Counts(0, 0, 0));
    return new FleetStatus(
        MigrationScript.latest(),
        versions(handle),
        run,
        new Progressed(counts.done(), counts.failed(), counts.waiting()),
        run.map(one -> FleetRuns.isAlive(handle, one.id())).orElse(false),
        failures(handle));
  }

  private static Map<Integer, Integer> versions(Handle handle) {
    Map<Integer, Integer> versions = new TreeMap<>();
    handle
        .createQuery("select schema_version, count(*) from public.tenants group by schema_version")
        .map((row, context) -> Map.entry(row.getInt(1), row.getInt(2)))
        .forEach(one -> versions.put(one.getKey(), one.getValue()));
    return versions;
  }

  private static List<Failure> failures(Handle handle) {
    return handle
        .createQuery(
            "select t.slug, t.schema_version, f.attempts, f.reason from public.tenants t"
                + " join lateral (select * from public.fleet_targets f where f.tenant_id = t.id"
                + "   order by f.run desc limit 1) f on true"
                + " join public.fleet_runs r on r.id = f.run"
                + " where f.state = 'failed' and t.schema_version < r.version order by t.slug")
        .map(
            (row, context) ->
                new Failure(
                    row.getString(1),
                    row.getInt(2),
                    row.getInt(3),
                    String.valueOf(row.getString(4))))
        .list();
  }
}
