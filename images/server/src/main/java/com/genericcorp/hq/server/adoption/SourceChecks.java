package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.adoption.SchemaShape.ForeignKey;
import com.genericcorp.hq.server.adoption.SchemaShape.Table;
import com.genericcorp.hq.server.adoption.mapping.ColumnMapping;
import com.genericcorp.hq.server.adoption.mapping.Mapping;
import com.genericcorp.hq.server.adoption.mapping.TableMapping;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What the source's own state has against being taken over: its encoding, rows, values. */
final class SourceChecks {
  private static final int SHOWN_VALUES = 5;

  private final Session session;
  private final Handle handle;
  private final String schema;
  private final List<String> refusals = new ArrayList<>();

  SourceChecks(Session session, String schema) {
    this.session = session;
    this.handle = session.handle();
    this.schema = schema;
  }

  List<String> refusals() {
    return refusals;
  }

  /** Whether the schema is there and may be looked into. */
  boolean schemaIsOpen() {
    Optional<Boolean> open =
        handle
            .select(
                "select has_schema_privilege(oid, 'usage') from pg_catalog.pg_namespace"
                    + " where nspname = ?",
                schema)
            .mapTo(Boolean.class)
            .findOne();
    if (open.isEmpty()) {
      refusals.add("There is no schema '%s' in the source: --schema names one".formatted(schema));
    } else if (!open.get()) {
      refusals.add(
          "'%s' may not look into schema '%s': run, as its owner, GRANT USAGE ON SCHEMA %s TO %s"
              .formatted(user(), schema, Identifiers.quoted(schema), Identifiers.quoted(user())));
    }
    return refusals.isEmpty();
  }

  void encoding() {
    String encoding = handle.createQuery("show server_encoding").mapTo(String.class).one();
    if (!encoding.equals("UTF8")) {
      refusals.add(
          "The source is encoded in %s, expected UTF8: dump it and restore it into a database with"
                  .formatted(encoding)
              + " ENCODING 'UTF8', and adopt that one");
    }
  }

  /** A migration of Prisma's that began and did not end leaves tables that nobody meant. */
  void prisma(SchemaShape found) throws SQLException {
    if (!found.tables().containsKey(MappedTables.PRISMA)) {
      return;
    }
    String sql =
        "select migration_name from "
            + Identifiers.quoted(schema, MappedTables.PRISMA)
            + " where finished_at is null and rolled_back_at is null order by started_at";
    for (String name : session.query(sql, row -> row.getString(1))) {
      refusals.add(
          "Prisma's migration '%s' did not end: finish it by 'prisma migrate resolve'"
              .formatted(name));
    }
  }

  /** Rows of our own tables whose reference leads nowhere. */
  void references(SchemaShape ours, SchemaShape found) throws SQLException {
    for (Map.Entry<String, Table> table : ours.tables().entrySet()) {
      for (ForeignKey key : table.getValue().foreignKeys()) {
        if (has(found, table.getKey(), key.columns())
            && has(found, key.referenced(), key.referencedColumns())) {
          reference(key, table.getKey(), key.columns(), key.referenced(), key.referencedColumns());
        }
      }
    }
  }

  /** The same for tables that are made into ours. */
  void mappedReferences(Mapping mapping, SchemaShape ours) throws SQLException {
    for (Map.Entry<String, TableMapping> table : mapping.tables().entrySet()) {
      Table own = Objects.requireNonNull(ours.tables().get(table.getKey()));
      TableMapping from = table.getValue();
      for (ForeignKey key : own.foreignKeys()) {
        TableMapping parent = mapping.tables().get(key.referenced());
        if (parent != null && fromColumns(from, key.columns())) {
          reference(
              key,
              from.from(),
              sources(from, key.columns()),
              parent.from(),
              sources(parent, key.referencedColumns()));
        }
      }
    }
  }

  /** Values of the source's that the mapping's 'values' do not name. */
  void values(Mapping mapping) throws SQLException {
    for (TableMapping table : mapping.tables().values()) {
      for (ColumnMapping from : table.columns().values()) {
        if (!from.values().isEmpty()) {
          values(mapping, table, from);
        }
      }
    }
  }

  private void values(Mapping mapping, TableMapping table, ColumnMapping from) throws SQLException {
    String column = Identifiers.quoted(Objects.requireNonNull(from.from())) + "::text";
    String known =
        from.values().keySet().stream().map(Identifiers::literal).collect(Collectors.joining(", "));
    String sql =
        "select concat('''', %s, ''' (', count(*), ' rows)') from %s where %s not in (%s) group by %s"
                .formatted(column, Identifiers.quoted(schema, table.from()), column, known, column)
            + " order by count(*) desc limit "
            + SHOWN_VALUES;
    List<String> unknown = session.query(sql, row -> row.getString(1));
    if (!unknown.isEmpty()) {
      refusals.add(
          "%s: 'values' does not name what stands in '%s.%s': %s"
              .formatted(
                  mapping.at(from.line()), table.from(), from.from(), String.join(", ", unknown)));
    }
  }

  private void reference(
      ForeignKey key,
      String table,
      List<String> columns,
      String referenced,
      List<String> referencedColumns)
      throws SQLException {
    List<String> present = new ArrayList<>();
    List<String> equal = new ArrayList<>();
    for (int at = 0; at < columns.size(); at++) {
      String column = "c." + Identifiers.quoted(columns.get(at));
      present.add(column + " is not null");
      equal.add(column + " = p." + Identifiers.quoted(referencedColumns.get(at)));
    }
    String sql =
        """
        select count(*) as broken, min(%s) as example from %s c
         where %s and not exists (select from %s p where %s)
        """
            .formatted(
                example(table),
                Identifiers.quoted(schema, table),
                String.join(" and ", present),
                Identifiers.quoted(schema, referenced),
                String.join(" and ", equal));
    session.query(
        sql,
        row -> {
          if (row.getLong("broken") > 0) {
            refusals.add(
                "%d rows of '%s' refer by %s (%s) to rows of '%s' that are not there, such as the"
                        .formatted(
                            row.getLong("broken"),
                            table,
                            key.name(),
                            String.join(", ", columns),
                            referenced)
                    + " one with "
                    + row.getString("example")
                    + ": mend or delete them in the source");
          }
          return true;
        });
  }

  /** How a row of the table is named to people: by its primary key, else by its place. */
  private String example(String table) {
    String sql =
        """
        select string_agg(format('''%s = '' || c.%I::text', a.attname, a.attname), ' || '', '' || ')
          from pg_catalog.pg_index i
          join pg_catalog.pg_attribute a on a.attrelid = i.indrelid and a.attnum = any (i.indkey)
          join pg_catalog.pg_class c on c.oid = i.indrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where i.indisprimary and n.nspname = ? and c.relname = ?
        """;
    return handle
        .select(sql, schema, table)
        .mapTo(String.class)
        .findOne()
        .orElse("'ctid = ' || c.ctid::text");
  }

  private static boolean has(SchemaShape found, String table, List<String> columns) {
    Table there = found.tables().get(table);
    return there != null && there.columns().keySet().containsAll(columns);
  }

  private static boolean fromColumns(TableMapping table, List<String> columns) {
    return columns.stream()
        .allMatch(
            column -> {
              ColumnMapping from = table.columns().get(column);
              return from != null && from.from() != null;
            });
  }

  private static List<String> sources(TableMapping table, List<String> columns) {
    return columns.stream()
        .map(column -> Objects.requireNonNull(table.columns().get(column)).from())
        .map(Objects::requireNonNull)
        .toList();
  }

  private String user() {
    return handle.createQuery("select current_user").mapTo(String.class).one();
  }
}
