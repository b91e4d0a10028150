package com.genericcorp.hq.server.export;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.place.ExportPlace;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Writes an organisation into one file, in one snapshot: nothing that happens meanwhile is in it by
 * half. It reads row by row and writes as it reads, so an organisation of any size takes the same
 * memory; the organisation may be served or suspended.
 */
public final class TenantExport {
  private static final int BUFFER = 65_536;
  private static final String LOCK_TIMEOUT = "10s";
  private static final int ATTEMPTS = 3;
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

  private final Administration administration;
  private final String environment;

  /**
   * @param environment its name, for the manifest
   */
  public TenantExport(Administration administration, String environment) {
    this.administration = administration;
    this.environment = environment;
  }

  /**
   * A finished export.
   *
   * @param place where it is, as {@code tenants restore} takes it
   * @param sha256 of the whole file
   * @param rows of the organisation's own tables
   */
  public record Exported(String slug, String place, String sha256, long bytes, long rows) {}

  /** An organisation's schema was migrated between two looks at it. */
  private static final class ChangedMeanwhile extends Exception {}

  /** Exports to a place, under a name of its own. */
  public Exported run(Tenant tenant, ExportPlace place) {
    for (int attempt = 1; ; attempt++) {
      try (Connection connection = administration.asMigrator()) {
        return run(connection, tenant, place);
      } catch (ChangedMeanwhile migrated) {
        if (attempt == ATTEMPTS) {
          throw new Failed(
              "organisation '%s' is being migrated: export it afterwards", tenant.slug());
        }
      } catch (SQLException problem) {
        throw Administration.failed("exporting organisation '" + tenant.slug() + "'", problem);
      } catch (IOException problem) {
        throw new Failed(
            problem,
            "exporting organisation '%s' to %s failed: %s",
            tenant.slug(),
            place.shown(),
            problem.getMessage());
      }
    }
  }

  private Exported run(Connection connection, Tenant tenant, ExportPlace place)
      throws SQLException, IOException, ChangedMeanwhile {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.execute("set local role " + administration.names().owner());
      Catalogue.Shape expected = new Catalogue(connection).shape(tenant.schema());
      if (expected.tables().isEmpty()) {
        throw new Failed("organisation '%s' has no tables: is it being purged?", tenant.slug());
      }
      long size = size(connection, tenant, expected);
      connection.rollback();

      statement.execute("set transaction isolation level repeatable read, read only");
      statement.execute("set local role " + administration.names().owner());
      TableCopy.settle(connection);
      statement.execute("set local lock_timeout = '" + LOCK_TIMEOUT + "'");
      // Locking takes no snapshot: what is seen from here on is as of after it, and stays.
      statement.execute(
          "lock table "
              + expected.tables().stream()
                  .map(table -> tenant.schema() + "." + TableCopy.quoted(table.name()))
                  .collect(Collectors.joining(", "))
              + " in access share mode");
      Catalogue.Shape shape = new Catalogue(connection).shape(tenant.schema());
      if (!shape.equals(expected)) {
        throw new ChangedMeanwhile();
      }
      Snapshot snapshot = new Snapshot(connection, tenant, shape);
      String name = tenant.slug() + "-" + STAMP.format(Instant.parse(snapshot.takenAt));
      try (ExportPlace.Writing writing = place.write(tenant.slug(), name + ".zip", size)) {
        ChecksummedOutput.Sum sum = snapshot.write(writing.stream());
        String there = writing.commit();
        return new Exported(tenant.slug(), there, sum.sha256(), sum.bytes(), snapshot.rows);
      }
    } finally {
      connection.rollback();
    }
  }

  private static long size(Connection connection, Tenant tenant, Catalogue.Shape shape)
      throws SQLException {
    long bytes = 0;
    try (PreparedStatement statement =
        connection.prepareStatement("select pg_catalog.pg_table_size(?::regclass)")) {
      for (Catalogue.Table table : shape.tables()) {
        statement.setString(1, tenant.schema() + "." + TableCopy.quoted(table.name()));
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          bytes += rows.getLong(1);
        }
      }
    }
    return bytes;
  }

  /** What one transaction sees. */
  private final class Snapshot {
    private final Connection connection;
    private final Tenant tenant;
    private final Catalogue.Shape shape;
    private final String takenAt;
    private final Manifest.Origin origin;
    private long rows;

    Snapshot(Connection connection, Tenant tenant, Catalogue.Shape shape)
        throws SQLException, ChangedMeanwhile {
      this.connection = connection;
      this.tenant = tenant;
      this.shape = shape;
      String sql =
          "select now(), id, slug, name, tier, status, sample, created_at, schema_version"
              + " from public.tenants where id = ?";
      try (PreparedStatement statement = connection.prepareStatement(sql)) {
        statement.setString(1, tenant.id());
        try (ResultSet row = statement.executeQuery()) {
          if (!row.next()) {
            throw new ChangedMeanwhile();
          }
          takenAt = time(row, 1);
          origin =
              new Manifest.Origin(
                  row.getString(2),
                  row.getString(3),
                  row.getString(4),
                  row.getString(5),
                  row.getString(6),
                  row.getBoolean(7),
                  time(row, 8),
                  row.getInt(9));
        }
      }
      if (origin.schemaVersion() > MigrationScript.latest()) {
        throw new Failed(
            "organisation '%s' is at version %d, this build knows %d: use the newer build",
            tenant.slug(), origin.schemaVersion(), MigrationScript.latest());
      }
    }

    ChecksummedOutput.Sum write(OutputStream target) throws SQLException, IOException {
      ChecksummedOutput checksummed = new ChecksummedOutput(target);
      OutputStream buffered = new BufferedOutputStream(checksummed, BUFFER);
      ZipOutputStream zip = new ZipOutputStream(buffered, StandardCharsets.UTF_8);
      // A third of the time of the default; the file is some tenth larger.
      zip.setLevel(Deflater.BEST_SPEED);
      List<Manifest.Script> scripts = scripts(zip);
      List<Manifest.TableData> tables = new ArrayList<>();
      for (Catalogue.Table table : shape.tables()) {
        String from = tenant.schema() + "." + TableCopy.quoted(table.name());
        Manifest.TableData data = table(zip, "data/" + table.name() + ".copy", table, from);
        tables.add(data);
        rows += data.rows();
      }
      List<Manifest.TableData> shared = new ArrayList<>();
      for (SharedRows one : SharedRows.ALL) {
        String file = "shared/" + one.from() + ".copy";
        shared.add(table(zip, file, one.table(), one.exportedRowsOf(tenant.id())));
      }
      Manifest manifest =
          new Manifest(
              Manifest.FORMAT,
              Manifest.VERSION,
              takenAt,
              environment,
              origin,
              scripts,
              tables,
              sequences(),
              shared);
      entry(zip, Manifest.ENTRY);
      zip.write(manifest.json().getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      zip.finish();
      buffered.flush();
      return checksummed.finish();
    }

    private List<Manifest.Script> scripts(ZipOutputStream zip) throws IOException {
      List<Manifest.Script> scripts = new ArrayList<>();
      for (MigrationScript script : MigrationScript.all()) {
        if (script.version() <= origin.schemaVersion()) {
          String file = "ddl/" + script.file();
          entry(zip, file);
          zip.write(script.sql().getBytes(StandardCharsets.UTF_8));
          zip.closeEntry();
          scripts.add(
              new Manifest.Script(script.version(), script.description(), file, script.checksum()));
        }
      }
      return scripts;
    }

    private Manifest.TableData table(
        ZipOutputStream zip, String file, Catalogue.Table table, String from)
        throws SQLException, IOException {
      entry(zip, file);
      Rows counted = new Rows();
      new TableCopy(connection).out(from, table, new Both(zip, counted));
      zip.closeEntry();
      Rows.Seen seen = counted.seen();
      return new Manifest.TableData(
          table.name(),
          table.columns(),
          table.orderBy(),
          file,
          seen.rows(),
          seen.bytes(),
          seen.sha256());
    }

    private List<Manifest.SequenceState> sequences() throws SQLException {
      List<Manifest.SequenceState> states = new ArrayList<>();
      for (String name : shape.sequences()) {
        try (Statement statement = connection.createStatement();
            ResultSet row =
                statement.executeQuery(
                    "select last_value, is_called from "
                        + tenant.schema()
                        + "."
                        + TableCopy.quoted(name))) {
          row.next();
          states.add(new Manifest.SequenceState(name, row.getLong(1), row.getBoolean(2)));
        }
      }
      return states;
    }
  }

  private static void entry(ZipOutputStream zip, String name) throws IOException {
    ZipEntry entry = new ZipEntry(name);
    // No time of this machine's: the manifest has the snapshot's.
    entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
    zip.putNextEntry(entry);
  }

  private static String time(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant().toString();
  }

  /** Writes to two places. */
  private static final class Both extends OutputStream {
    private final OutputStream first;
    private final OutputStream second;

    Both(OutputStream first, OutputStream second) {
      this.first = first;
      this.second = second;
    }

    @Override
    public void write(int one) throws IOException {
      first.write(one);
      second.write(one);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      first.write(bytes, offset, length);
      second.write(bytes, offset, length);
    }
  }
}
