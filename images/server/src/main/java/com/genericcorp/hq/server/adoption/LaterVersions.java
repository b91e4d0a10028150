package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.adoption.SchemaShape.Table;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What later versions of our tables added to an earlier one. Migrations expand first, so taking the
 * additions away gives the earlier version; whether it does is compared afterwards.
 */
record LaterVersions(SchemaShape earlier, SchemaShape latest) {
  /** All tables of the latest version. */
  Collection<String> tables() {
    return latest.tables().keySet();
  }

  Set<String> addedTables() {
    Set<String> added = new TreeSet<>(latest.tables().keySet());
    added.removeAll(earlier.tables().keySet());
    return added;
  }

  /** As {@code table.column}. */
  List<String> addedColumns() {
    List<String> columns = new ArrayList<>();
    earlier
        .tables()
        .forEach(
            (name, table) ->
                added(latestOf(name).columns(), table.columns())
                    .forEach(column -> columns.add(name + "." + column)));
    return columns;
  }

  /** Takes the additions away; the transaction acts as the owner, in the schema. */
  void undo(Session session) throws SQLException {
    Set<String> tables = addedTables();
    if (!tables.isEmpty()) {
      session.run(
          "drop table "
              + tables.stream().map(Identifiers::quoted).collect(Collectors.joining(", ")));
    }
    for (Map.Entry<String, Table> table : earlier.tables().entrySet()) {
      String name = Identifiers.quoted(table.getKey());
      Table later = latestOf(table.getKey());
      for (String trigger : added(later.triggers(), table.getValue().triggers())) {
        session.run("drop trigger " + Identifiers.quoted(trigger) + " on " + name);
      }
      for (String index : added(later.indexes(), table.getValue().indexes())) {
        session.run("drop index " + Identifiers.quoted(index));
      }
      for (String constraint : added(later.constraints(), table.getValue().constraints())) {
        session.run("alter table " + name + " drop constraint " + Identifiers.quoted(constraint));
      }
      for (String column : added(later.columns(), table.getValue().columns())) {
        session.run("alter table " + name + " drop column " + Identifiers.quoted(column));
      }
    }
  }

  private Table latestOf(String table) {
    Table later = latest.tables().get(table);
    if (later == null) {
      throw new IllegalStateException("a later version dropped the table " + table);
    }
    return later;
  }

  private static Set<String> added(Map<String, ?> later, Map<String, ?> earlier) {
    Set<String> added = new TreeSet<>(later.keySet());
    added.removeAll(earlier.keySet());
    return added;
  }
}
