package com.genericcorp.hq.server.export;

import com.genericcorp.hq.cli.Failed;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a schema has, read from PostgreSQL's catalogue by its indexes alone: with thousands of
 * organisations a scan would read all their tables.
 */
final class Catalogue {
  private static final String OBJECTS =
      """
      select c.oid, c.relname, c.relkind
        from pg_catalog.pg_depend d
        join pg_catalog.pg_class c on c.oid = d.objid
       where d.classid = 'pg_catalog.pg_class'::regclass
         and d.refclassid = 'pg_catalog.pg_namespace'::regclass
         and d.refobjid = pg_catalog.to_regnamespace(?)
         and c.relkind in ('r', 'p', 'S')
       order by c.relname
      """;
  private static final String COLUMNS =
      """
      select a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod)
        from pg_catalog.pg_attribute a
       where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       order by a.attnum
      """;
  private static final String KEY =
      """
      select a.attname
        from pg_catalog.pg_index i
       cross join unnest(i.indkey::int2[]) with ordinality as k (attnum, place)
        join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where i.indrelid = ?::oid and i.indisprimary
       order by k.place
      """;
  private static final String REFERENCES =
      "select confrelid from pg_catalog.pg_constraint where conrelid = ?::oid and contype = 'f'";

  private final Connection connection;

  Catalogue(Connection connection) {
    this.connection = connection;
  }

  /**
   * A table.
   *
   * @param orderBy the primary key's columns; all, where it has none
   * @param selfReferring whether its rows refer to one another
   */
  record Table(
      String name, List<Manifest.Column> columns, List<String> orderBy, boolean selfReferring) {}

  /** Tables in an order in which each refers to earlier ones, and sequences. */
  record Shape(List<Table> tables, List<String> sequences) {}

  private record Found(String oid, Table table, Set<String> references) {}

  Shape shape(String schema) throws SQLException {
    Map<String, Found> tables = new LinkedHashMap<>();
    List<String> sequences = new ArrayList<>();
    for (List<String> row : rows(OBJECTS, schema)) {
      if (row.get(2).equals("S")) {
        sequences.add(row.get(1));
      } else {
        tables.put(row.get(0), table(row.get(0), row.get(1)));
      }
    }
    return new Shape(ordered(tables), sequences);
  }

  private Found table(String oid, String name) throws SQLException {
    List<Manifest.Column> columns =
        rows(COLUMNS, oid).stream()
            .map(row -> new Manifest.Column(row.get(0), row.get(1)))
            .toList();
    List<String> key = rows(KEY, oid).stream().map(row -> row.get(0)).toList();
    List<String> order = key.isEmpty() ? columns.stream().map(Manifest.Column::name).toList() : key;
    Set<String> references = new LinkedHashSet<>();
    rows(REFERENCES, oid).forEach(row -> references.add(row.get(0)));
    return new Found(oid, new Table(name, columns, order, references.contains(oid)), references);
  }

  private static List<Table> ordered(Map<String, Found> tables) {
    Map<String, Table> ordered = new LinkedHashMap<>();
    while (ordered.size() < tables.size()) {
      int before = ordered.size();
      for (Found one : tables.values()) {
        boolean ready =
            one.references().stream()
                .allMatch(
                    other ->
                        other.equals(one.oid())
                            || ordered.containsKey(other)
                            || !tables.containsKey(other));
        if (ready) {
          ordered.putIfAbsent(one.oid(), one.table());
        }
      }
      if (ordered.size() == before) {
        throw new Failed("tables refer to one another in a circle: no order restores them");
      }
    }
    return List.copyOf(ordered.values());
  }

  private List<List<String>> rows(String sql, String parameter) throws SQLException {
    List<List<String>> found = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, parameter);
      try (ResultSet rows = statement.executeQuery()) {
        int width = rows.getMetaData().getColumnCount();
        while (rows.next()) {
          List<String> row = new ArrayList<>();
          for (int column = 1; column <= width; column++) {
            row.add(rows.getString(column));
          }
          found.add(row);
        }
      }
    }
    return found;
  }
}
