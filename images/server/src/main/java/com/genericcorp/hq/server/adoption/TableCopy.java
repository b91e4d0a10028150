package com.genericcorp.hq.server.adoption;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How one of the source's tables becomes one of ours.
 *
 * @param from the source's table
 * @param table ours
 * @param columns ours, in the order of the values
 * @param values an expression for each column, of the source's columns, with the column's text
 * @param ids of columns (by their place) whose text is a source's id: what it names
 */
public record TableCopy(
    String from,
    String table,
    List<String> columns,
    List<String> values,
    Map<Integer, String> ids) {

  /** The statement by which the source gives the rows. */
  String reading(String schema) {
    return "copy (select %s from only %s) to stdout"
        .formatted(String.join(", ", values), Identifiers.quoted(schema, from));
  }

  /** The statement by which the new table takes them. */
  String writing() {
    // It was made in this transaction: nobody can have seen it, so its rows need no second visit.
    return "copy %s (%s) from stdin (freeze)".formatted(Identifiers.quoted(table), names());
  }

  /** The statement by which the new table gives what it has. */
  String checking() {
    return "copy (select %s from only %s) to stdout".formatted(names(), Identifiers.quoted(table));
  }

  private String names() {
    return columns.stream().map(Identifiers::quoted).collect(Collectors.joining(", "));
  }
}
