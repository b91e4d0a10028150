package com.genericcorp.hq.server.adoption;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.adoption.Adoption.Adopted;
import com.genericcorp.hq.server.tenancy.Operator;
import com.genericcorp.hq.server.tenancy.Slug;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/**
 * A database of a size is copied, and then moved; seconds and memory are told beside those of plain
 * COPY from one to the other. {@code -Dhq.adopt.megabytes=1024} before a release.
 */
class AdoptScaleIT {
  private static final int MEGABYTES = Integer.getInteger("hq.adopt.megabytes", 20);
  private static final int ROW_BYTES = 1_000;
  private static final Duration PAUSE = Duration.ofMinutes(30);

  @Test
  void aDatabaseOfASizeIsCopiedAndMovedWithItsRows() throws SQLException {
    try (TestPostgres server = TestPostgres.start();
        TestInstallation installation = TestInstallation.migrated(server)) {
      TestPostgres.Database legacy = server.freshDatabase();
      fill(legacy);
      long bytes = bytes(legacy);
      double plain = plainCopy(legacy, server.freshDatabase());
      Adoption adoption =
          new Adoption(installation.administration, new Operator("ada"), line -> {});
      resetPeaks();
      long began = System.nanoTime();
      Adopted copied = adoption.adopt(request("copied", LegacyDatabase.sourceOf(legacy), "public"));
      double copy = seconds(began);
      long peak = peakMegabytes();
      String expected = MEGABYTES * 1_000L + 1 + " tasks";
      assertThat(rows(installation, copied)).isEqualTo(expected);

      moveBack(installation, copied);
      began = System.nanoTime();
      Adopted moved = adoption.adopt(request("moved", null, "legacy"));
      double move = seconds(began);
      assertThat(rows(installation, moved)).isEqualTo(expected);
      System.out.printf(
          Locale.ROOT,
          "%d MB of tables: plain COPY %.1f s (%.0f MB/s); copied in %.1f s (%.0f MB/s), the source"
              + " rested %.1f s, heap at most %d MB; moved in %.1f s (%.0f MB/s)%n",
          bytes / 1_000_000,
          plain,
          bytes / 1e6 / plain,
          copy,
          bytes / 1e6 / copy,
          copied.pause().toMillis() / 1e3,
          peak,
          move,
          bytes / 1e6 / move);
      assertThat(peak).as("MB of heap, whatever the size").isLessThan(300);
    }
  }

  private static AdoptionRequest request(
      String slug, @Nullable AdoptionSource source, String schema) {
    return new AdoptionRequest(
        new Slug(slug), slug, "free", null, source, schema, null, Set.of(), PAUSE, false);
  }

  /** Tables of the first version in a schema, as an application leaves them. */
  private static void fill(TestPostgres.Database legacy) throws SQLException {
    try (Connection connection = legacy.connect();
        Statement statement = connection.createStatement()) {
      LegacyDatabase.tables(statements -> run(statement, statements), 1, legacy.migrator().user());
      run(statement, LegacyDatabase.rows());
      statement.execute("delete from task_events; delete from tasks");
      statement.execute(
          "insert into tasks (agent_id, title, status, result) select a.id, 'Task ' || n,"
              + " 'succeeded', (select string_agg(md5(n::text || m::text), '') from"
              + " generate_series(1, "
              + (ROW_BYTES - 150) / 32
              + ") m) from generate_series(0, "
              + MEGABYTES * 1_000L
              + ") n, agents a where a.name = 'Ada'");
      statement.execute("vacuum analyze");
    }
  }

  private static void run(Statement statement, String... all) {
    try {
      for (String sql : all) {
        statement.execute(sql);
      }
    } catch (SQLException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static long bytes(TestPostgres.Database database) throws SQLException {
    try (Connection connection = database.connect();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select sum(pg_total_relation_size(oid)) from pg_class"
                    + " where relnamespace = 'public'::regnamespace and relkind = 'r'")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  /** The limit: the big table from one to the other, without a check, its indexes there. */
  private static double plainCopy(TestPostgres.Database from, TestPostgres.Database to)
      throws SQLException {
    try (Connection source = from.connect();
        Connection target = to.connect();
        Statement statement = target.createStatement()) {
      LegacyDatabase.tables(statements -> run(statement, statements), 1, to.migrator().user());
      long began = System.nanoTime();
      for (String table : new String[] {"agents", "tasks"}) {
        CopyManager out = source.unwrap(PGConnection.class).getCopyAPI();
        CopyManager in = target.unwrap(PGConnection.class).getCopyAPI();
        CopyOut reading = out.copyOut("copy " + table + " to stdout");
        CopyIn writing = in.copyIn("copy " + table + " from stdin");
        for (byte[] row = reading.readFromCopy(); row != null; row = reading.readFromCopy()) {
          writing.writeToCopy(row, 0, row.length);
        }
        writing.endCopy();
      }
      double seconds = seconds(began);
      statement.execute("drop table task_events, tasks, agents, api_keys");
      return seconds;
    }
  }

  /** What was copied, as a schema of this database in the first version, ready to be moved. */
  private static void moveBack(TestInstallation installation, Adopted copied) {
    String migrator = installation.database.migrator().user();
    String owner = installation.administration.names().owner();
    installation.asSuperuser("create schema legacy authorization " + migrator);
    String schema = "tenant_" + copied.tenantId();
    installation.asSuperuser(
        "set role " + owner,
        "set search_path = " + schema,
        "drop table users, sessions, invitations, idempotency_keys",
        "drop trigger tasks_touch on tasks; drop trigger api_keys_changed on api_keys",
        "alter table tasks drop column updated_at; alter table agents drop column archived_at",
        "alter table api_keys drop column role, drop column requests_per_minute",
        "drop index if exists api_keys_newest, agents_newest, tasks_by_update");
    for (String table : new String[] {"agents", "tasks", "task_events", "api_keys"}) {
      installation.asSuperuser(
          "alter table %s.%s set schema legacy".formatted(schema, table),
          "alter table legacy.%s owner to %s".formatted(table, migrator));
    }
  }

  private static String rows(TestInstallation installation, Adopted adopted) {
    return installation.value(
        "select count(*) || ' tasks' from tenant_" + adopted.tenantId() + ".tasks");
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void resetPeaks() {
    System.gc();
    ManagementFactory.getMemoryPoolMXBeans().forEach(MemoryPoolMXBean::resetPeakUsage);
  }

  private static long peakMegabytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == java.lang.management.MemoryType.HEAP)
            .mapToLong(pool -> pool.getPeakUsage().getUsed())
            .sum()
        / 1_000_000;
  }
}
