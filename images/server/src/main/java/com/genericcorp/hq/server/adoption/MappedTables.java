package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.adoption.SchemaShape.Column;
import com.genericcorp.hq.server.adoption.SchemaShape.ForeignKey;
import com.genericcorp.hq.server.adoption.SchemaShape.Table;
import com.genericcorp.hq.server.adoption.mapping.ColumnMapping;
import com.genericcorp.hq.server.adoption.mapping.Mapping;
import com.genericcorp.hq.server.adoption.mapping.TableMapping;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Holds a mapping file to the tables that there are on both sides. */
final class MappedTables {
  /** The book that Prisma keeps of its migrations: it is left behind. */
  static final String PRISMA = "_prisma_migrations";

  private final Mapping mapping;
  private final SchemaShape source;
  private final SchemaShape ours;
  private final List<String> faults = new ArrayList<>();

  private MappedTables(Mapping mapping, SchemaShape source, SchemaShape ours) {
    this.mapping = mapping;
    this.source = source;
    this.ours = ours;
  }

  /**
   * What is wrong with the file, by file and line, and what in the source it does not name.
   *
   * @param ours the version that the file was written for
   * @param ignored tables that stay behind, as somebody said
   */
  static List<String> faults(
      Mapping mapping, SchemaShape source, SchemaShape ours, Set<String> ignored) {
    MappedTables check = new MappedTables(mapping, source, ours);
    check.checkTables();
    check.checkReferences();
    check.checkUnnamed(ignored);
    return check.faults;
  }

  /** How each of our tables that the file names gets its rows. */
  static List<TableCopy> copies(Mapping mapping, SchemaShape ours) {
    List<TableCopy> copies = new ArrayList<>();
    mapping
        .tables()
        .forEach(
            (name, table) -> {
              List<String> columns = new ArrayList<>();
              List<String> values = new ArrayList<>();
              Map<Integer, String> ids = new HashMap<>();
              table
                  .columns()
                  .forEach(
                      (column, from) -> {
                        if (from.uuid() != null) {
                          ids.put(columns.size(), from.uuid());
                        }
                        columns.add(column);
                        Column own =
                            Objects.requireNonNull(
                                Objects.requireNonNull(ours.tables().get(name))
                                    .columns()
                                    .get(column));
                        values.add(value(from, own.type()));
                      });
              copies.add(new TableCopy(table.from(), name, columns, values, ids));
            });
    return copies;
  }

  /**
   * The expression that gives our value, as our type writes it: both sides' texts are compared.
   * Values stand as literals in it, since COPY takes no parameters.
   */
  static String value(ColumnMapping column, String type) {
    if (column.constant() != null) {
      return Identifiers.literal(column.constant()) + "::" + type;
    }
    String value = Identifiers.quoted(Objects.requireNonNull(column.from())) + "::text";
    if (column.uuid() != null) {
      return value;
    }
    if (!column.values().isEmpty()) {
      StringBuilder cases = new StringBuilder("case " + value);
      column
          .values()
          .forEach(
              (theirs, own) ->
                  cases
                      .append(" when ")
                      .append(Identifiers.literal(theirs))
                      .append(" then ")
                      .append(Identifiers.literal(own)));
      value = cases + " end";
    }
    if (column.lower()) {
      value = "lower(" + value + ")";
    }
    if (column.otherwise() != null) {
      value = "coalesce(" + value + ", " + Identifiers.literal(column.otherwise()) + ")";
    }
    return "(" + value + ")::" + type;
  }

  private void fault(int line, String sentence, Object... arguments) {
    faults.add(mapping.at(line) + ": " + sentence.formatted(arguments));
  }

  private void checkTables() {
    mapping
        .tables()
        .forEach(
            (name, table) -> {
              Table own = ours.tables().get(name);
              Table theirs = source.tables().get(table.from());
              if (own == null) {
                fault(
                    table.line(),
                    "version %d has no table '%s'; it has %s",
                    mapping.version(),
                    name,
                    String.join(", ", ours.tables().keySet()));
              }
              if (theirs == null) {
                fault(
                    table.line(),
                    "the source has no table '%s'; it has %s",
                    table.from(),
                    String.join(", ", source.tables().keySet()));
              }
              if (own != null && theirs != null) {
                checkColumns(name, table, own, theirs);
              }
            });
  }

  private void checkColumns(String name, TableMapping table, Table own, Table theirs) {
    Set<String> unnamed = new TreeSet<>(theirs.columns().keySet());
    table.leave().stream()
        .filter(left -> !unnamed.remove(left))
        .forEach(left -> fault(table.line(), "'%s' has no column '%s'", table.from(), left));
    table
        .columns()
        .forEach(
            (column, from) -> {
              Column target = own.columns().get(column);
              if (target == null) {
                fault(from.line(), "'%s' has no column '%s'", name, column);
                return;
              }
              if (from.uuid() != null && !target.type().equals("uuid")) {
                fault(from.line(), "'%s.%s' is %s, no uuid", name, column, target.type());
              }
              if (from.from() != null) {
                unnamed.remove(from.from());
                checkSource(table, column, from, from.from(), theirs, target);
              }
            });
    own.columns()
        .forEach(
            (column, target) -> {
              if (target.required() && !table.columns().containsKey(column)) {
                fault(table.line(), "'%s.%s' must have a value: map it", name, column);
              }
            });
    if (!unnamed.isEmpty()) {
      fault(
          table.line(),
          "columns of '%s' that are not named: %s; map them, or list them under 'leave'",
          table.from(),
          String.join(", ", unnamed));
    }
  }

  private void checkSource(
      TableMapping table,
      String column,
      ColumnMapping from,
      String name,
      Table theirs,
      Column target) {
    Column origin = theirs.columns().get(name);
    if (origin == null) {
      fault(
          from.line(),
          "'%s' has no column '%s'; it has %s",
          table.from(),
          name,
          String.join(", ", theirs.columns().keySet()));
      return;
    }
    if (!origin.extension().isEmpty()) {
      fault(
          from.line(),
          "'%s.%s' has the type %s of the extension '%s': make a column of a type of PostgreSQL's"
              + " own from it",
          table.from(),
          name,
          origin.type(),
          origin.extension());
    }
    if (target.notNull() && !origin.notNull() && from.otherwise() == null) {
      fault(
          from.line(),
          "'%s.%s' may be null and '%s' may not: give a 'default'",
          table.from(),
          name,
          column);
    }
  }

  /** A reference keeps meeting what it refers to when both ids are made in the same way. */
  private void checkReferences() {
    mapping
        .tables()
        .forEach(
            (name, table) -> {
              Table own = ours.tables().get(name);
              if (own == null) {
                return;
              }
              for (ForeignKey key : own.foreignKeys()) {
                checkReference(name, table, key);
              }
            });
  }

  private void checkReference(String name, TableMapping table, ForeignKey key) {
    for (int at = 0; at < key.columns().size(); at++) {
      ColumnMapping column = table.columns().get(key.columns().get(at));
      if (column == null) {
        continue;
      }
      TableMapping parent = mapping.tables().get(key.referenced());
      ColumnMapping id =
          parent == null ? null : parent.columns().get(key.referencedColumns().get(at));
      if (id == null) {
        fault(
            column.line(),
            "'%s.%s' refers to '%s', which is not mapped",
            name,
            key.columns().get(at),
            key.referenced());
      } else if (!Objects.equals(id.uuid(), column.uuid())) {
        fault(
            column.line(),
            "'%s.%s' refers to '%s', whose ids are made by %s: write the same here",
            name,
            key.columns().get(at),
            key.referenced(),
            made(id.uuid()));
      }
    }
  }

  private static String made(@Nullable String uuid) {
    return uuid == null ? "nothing but the source's own" : "'uuid: " + uuid + "'";
  }

  private void checkUnnamed(Set<String> ignored) {
    Set<String> unnamed = new TreeSet<>(source.tables().keySet());
    unnamed.remove(PRISMA);
    unnamed.remove(Recognition.HISTORY);
    unnamed.removeAll(ignored);
    unnamed.removeAll(mapping.leave());
    mapping.tables().values().forEach(table -> unnamed.remove(table.from()));
    for (String table : unnamed) {
      faults.add(
          "There is a table '%s' that %s does not name: list it under 'leave', or add --ignore-table %s"
              .formatted(table, mapping.file(), table));
    }
  }
}
