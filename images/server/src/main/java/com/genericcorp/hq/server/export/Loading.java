package com.genericcorp.hq.server.export;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.migration.TenantScript;
import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Loads an export's rows into tables just made, and proves that they are what was exported. */
final class Loading {
  private final Connection connection;
  private final Manifest manifest;
  private final String schema;
  private final ExportFile file;
  private final TableCopy copy;
  private final String id;
  private final List<SharedRows> shared;

  /**
   * @param id the restored organisation's
   * @param shared what of the shared tables is loaded
   */
  Loading(
      Connection connection,
      Manifest manifest,
      String id,
      List<SharedRows> shared,
      ExportFile file) {
    this.connection = connection;
    this.manifest = manifest;
    this.schema = TenantScript.schema(id);
    this.id = id;
    this.shared = List.copyOf(shared);
    this.file = file;
    this.copy = new TableCopy(connection);
  }

  /** Makes the tables of the export's version. */
  interface Tables {
    void make() throws SQLException;
  }

  void run(Tables tables) throws SQLException, IOException {
    tables.make();
    TableCopy.settle(connection);
    Map<String, Catalogue.Table> made = shape();
    Map<String, Manifest.TableData> byFile = new HashMap<>();
    manifest.tables().forEach(table -> byFile.put(table.file(), table));
    Map<String, SharedRows> ofShared = new HashMap<>();
    for (Manifest.TableData table : manifest.shared()) {
      shared.stream()
          .filter(one -> one.matches(table))
          .forEach(one -> ofShared.put(table.file(), one));
    }
    ChecksummedOutput.Sum sum =
        file.each(
            (name, entry) -> {
              Manifest.TableData table = byFile.get(name);
              if (table != null) {
                // Each table of the manifest is there: shape() has refused others.
                load(table, Objects.requireNonNull(made.get(table.name())), entry);
              }
              SharedRows own = ofShared.get(name);
              if (own != null) {
                copy.in(
                    "public." + own.from(),
                    own.columnsWithTenant(),
                    new PrefixedRows(id, entry),
                    false);
              }
            });
    if (sum == null) {
      throw new Failed("%s changed while it was read", file.shown());
    }
    sequences();
    for (Manifest.TableData table : manifest.tables()) {
      analyze(table);
      prove(table, schema + "." + TableCopy.quoted(table.name()));
    }
    for (Manifest.TableData table : manifest.shared()) {
      SharedRows own = ofShared.get(table.file());
      if (own != null) {
        prove(table, own.rowsOf(id));
      }
    }
  }

  private void load(Manifest.TableData table, Catalogue.Table made, InputStream entry)
      throws SQLException, IOException {
    copy.in(
        schema + "." + TableCopy.quoted(table.name()),
        table.columns().stream().map(Manifest.Column::name).toList(),
        entry,
        made.selfReferring());
  }

  /** The tables as they are; refused where the export has others. */
  private Map<String, Catalogue.Table> shape() throws SQLException {
    Catalogue.Shape shape = new Catalogue(connection).shape(schema);
    Map<String, Catalogue.Table> made = new HashMap<>();
    shape.tables().forEach(table -> made.put(table.name(), table));
    for (Manifest.TableData table : manifest.tables()) {
      Catalogue.Table own = made.get(table.name());
      if (own == null || !new HashSet<>(own.columns()).equals(new HashSet<>(table.columns()))) {
        throw different("table '" + table.name() + "'");
      }
    }
    Set<String> sequences = new HashSet<>(shape.sequences());
    manifest.sequences().forEach(one -> sequences.remove(one.name()));
    if (made.size() != manifest.tables().size()
        || !sequences.isEmpty()
        || shape.sequences().size() != manifest.sequences().size()) {
      throw different("set of tables and sequences");
    }
    return made;
  }

  private InvalidInput different(String what) {
    return new InvalidInput(
        "%s: its %s is another than version %d has: the organisation was changed by other means",
        file.shown(), what, manifest.tenant().schemaVersion());
  }

  private void sequences() throws SQLException {
    String sql = "select pg_catalog.setval(?::regclass, ?, ?)";
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (Manifest.SequenceState one : manifest.sequences()) {
        statement.setString(1, schema + "." + TableCopy.quoted(one.name()));
        statement.setLong(2, one.lastValue());
        statement.setBoolean(3, one.called());
        statement.execute();
      }
    }
  }

  private void analyze(Manifest.TableData table) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      // The planner knows nothing of rows just loaded, and would sort what an index has in order.
      statement.execute("analyze " + schema + "." + TableCopy.quoted(table.name()));
    }
  }

  /** Reads a table back, as it was exported. */
  private void prove(Manifest.TableData table, String from) throws SQLException, IOException {
    Rows rows = new Rows();
    Catalogue.Table shape =
        new Catalogue.Table(table.name(), table.columns(), table.orderBy(), false);
    copy.out(from, shape, rows);
    if (!rows.seen().equals(Rows.Seen.of(table))) {
      throw new Failed(
          "the rows of '%s' are others after loading (%d instead of %d): nothing was restored",
          table.name(), rows.seen().rows(), table.rows());
    }
  }
}
