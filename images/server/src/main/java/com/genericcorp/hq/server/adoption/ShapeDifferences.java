package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.adoption.SchemaShape.Column;
import com.genericcorp.hq.server.adoption.SchemaShape.Constraint;
import com.genericcorp.hq.server.adoption.SchemaShape.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** In what a schema differs from a version of ours, a sentence each. */
final class ShapeDifferences {
  private final List<String> sentences = new ArrayList<>();
  private final boolean all;

  private ShapeDifferences(boolean all) {
    this.all = all;
  }

  /** What matters to whoever copies the rows: tables, columns, constraints. */
  static List<String> ofRows(SchemaShape found, SchemaShape wanted) {
    return new ShapeDifferences(false).between(found, wanted);
  }

  /** The same for tables that are taken over as they are: indexes and triggers, too. */
  static List<String> ofTables(SchemaShape found, SchemaShape wanted) {
    return new ShapeDifferences(true).between(found, wanted);
  }

  private List<String> between(SchemaShape found, SchemaShape wanted) {
    wanted
        .tables()
        .forEach(
            (name, table) -> {
              Table other = found.tables().get(name);
              if (other == null) {
                String kind = found.others().get(name);
                sentences.add(
                    kind == null
                        ? "the table '%s' is missing".formatted(name)
                        : "'%s' is a %s, expected a table".formatted(name, kind));
              } else {
                compare(name, other, table);
              }
            });
    return sentences;
  }

  private void compare(String table, Table found, Table wanted) {
    for (String name : names(found.columns(), wanted.columns())) {
      column(table, name, found.columns().get(name), wanted.columns().get(name));
    }
    for (String name : names(found.constraints(), wanted.constraints())) {
      constraint(table, name, found.constraints().get(name), wanted.constraints().get(name));
    }
    if (all) {
      compare(table, "index", found.indexes(), wanted.indexes());
      compare(table, "trigger", found.triggers(), wanted.triggers());
    }
  }

  private void column(String table, String name, @Nullable Column found, @Nullable Column wanted) {
    if (found == null) {
      sentences.add("the column '%s.%s' is missing, expected %s".formatted(table, name, wanted));
    } else if (wanted == null) {
      sentences.add("there is an extra column '%s.%s' (%s)".formatted(table, name, found));
    } else if (!found.extension().isEmpty()) {
      sentences.add(
          "the column '%s.%s' has the type %s of the extension '%s', expected %s: an organisation's"
                  .formatted(table, name, found.type(), found.extension(), wanted.type())
              + " schema has no extensions");
    } else if (all ? !found.equals(wanted) : !sameValues(found, wanted)) {
      sentences.add(
          "the column '%s.%s' is '%s', expected '%s'".formatted(table, name, found, wanted));
    }
  }

  /** A default says nothing of the rows that are there. */
  private static boolean sameValues(Column found, Column wanted) {
    return found.type().equals(wanted.type()) && found.notNull() == wanted.notNull();
  }

  private void constraint(
      String table, String name, @Nullable Constraint found, @Nullable Constraint wanted) {
    if (wanted == null) {
      if (found != null) {
        sentences.add(
            "there is an extra constraint '%s' of '%s': %s"
                .formatted(name, table, found.definition()));
      }
    } else if (found == null) {
      sentences.add(
          "the constraint '%s' of '%s' is missing: %s".formatted(name, table, wanted.definition()));
    } else if (!found.definition().equals(wanted.definition())) {
      sentences.add(
          "the constraint '%s' of '%s' is %s, expected %s"
              .formatted(name, table, found.definition(), wanted.definition()));
    } else if (all && !found.validated()) {
      sentences.add(
          "the constraint '%s' of '%s' is not validated: run ALTER TABLE … VALIDATE CONSTRAINT %s"
              .formatted(name, table, Identifiers.quoted(name)));
    }
  }

  private void compare(
      String table, String what, Map<String, String> found, Map<String, String> wanted) {
    for (String name : names(found, wanted)) {
      String own = found.get(name);
      String other = wanted.get(name);
      if (own == null) {
        sentences.add("the %s '%s' of '%s' is missing: %s".formatted(what, name, table, other));
      } else if (other == null) {
        sentences.add("there is an extra %s '%s' of '%s': %s".formatted(what, name, table, own));
      } else if (!own.equals(other)) {
        sentences.add(
            "the %s '%s' of '%s' is %s, expected %s".formatted(what, name, table, own, other));
      }
    }
  }

  private static Iterable<String> names(Map<String, ?> found, Map<String, ?> wanted) {
    TreeSet<String> names = new TreeSet<>(found.keySet());
    names.addAll(wanted.keySet());
    return names;
  }
}
