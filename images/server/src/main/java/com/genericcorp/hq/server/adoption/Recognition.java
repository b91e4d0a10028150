package com.genericcorp.hq.server.adoption;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which version of ours a schema is.
 *
 * @param version the one that it is, or is nearest to
 * @param faults why it is not quite that one, or may not be taken over; a sentence each
 */
record Recognition(int version, List<String> faults) {
  /** What migrated a single-tenant database keeps its own book there: it is left behind. */
  static final String HISTORY = "flyway_schema_history";

  /**
   * Compares a schema with all versions.
   *
   * @param ignored tables that stay behind, as somebody said
   * @param move whether its tables themselves are taken over, not their rows
   */
  static Recognition of(
      SchemaShape found, ReferenceShapes references, Set<String> ignored, boolean move) {
    Map<Integer, List<String>> differences = new TreeMap<>();
    references
        .all()
        .forEach(
            (version, shape) -> {
              List<String> sentences =
                  new ArrayList<>(
                      move
                          ? ShapeDifferences.ofTables(found, shape)
                          : ShapeDifferences.ofRows(found, shape));
              for (String table : found.tables().keySet()) {
                if (references.know(table) && !shape.tables().containsKey(table)) {
                  sentences.add("there is an extra table '%s'".formatted(table));
                }
              }
              differences.put(version, sentences);
            });
    int nearest =
        differences.entrySet().stream()
            .min(
                Comparator.comparingInt(
                        (Map.Entry<Integer, List<String>> one) -> one.getValue().size())
                    .thenComparing(one -> -one.getKey()))
            .orElseThrow()
            .getKey();
    List<String> faults = new ArrayList<>();
    List<String> unlike = differences.getOrDefault(nearest, List.of());
    if (!unlike.isEmpty()) {
      faults.add(
          "It is no version that is known: nearest is version %d, but %s"
              .formatted(nearest, String.join("; ", unlike)));
    }
    for (String table : found.tables().keySet()) {
      if (!references.know(table) && !table.equals(HISTORY) && !ignored.contains(table)) {
        faults.add(
            "There is a table '%s' that no version has: if it may stay behind, add --ignore-table"
                    .formatted(table)
                + " "
                + table);
      }
    }
    return new Recognition(nearest, faults);
  }

  /** What the source's own book of migrations says against it. */
  static Optional<String> againstHistory(
      Session source, String schema, SchemaShape found, int recognised, int latest)
      throws SQLException {
    if (!found.tables().containsKey(HISTORY)) {
      return Optional.empty();
    }
    String sql =
        "select coalesce(max(split_part(version, '.', 1)::integer), 0) from "
            + Identifiers.quoted(schema, HISTORY)
            + " where success and version is not null";
    int version = source.query(sql, row -> row.getInt(1)).get(0);
    if (version > latest) {
      return Optional.of(
          "Its %s says version %d, this build knows up to %d: use a newer build"
              .formatted(HISTORY, version, latest));
    }
    return version > 0 && version != recognised
        ? Optional.of(
            "Its %s says version %d, but its tables are like version %d: bring it to a whole"
                    .formatted(HISTORY, version, recognised)
                + " version first")
        : Optional.empty();
  }
}
