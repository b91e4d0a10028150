package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.adoption.AdoptionRecord.TakenTable;
import com.genericcorp.hq.server.tenancy.ApiKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Copies a source into a new organisation's tables. The source is locked against writing from
 * before its first row is read until the organisation is there; it loses nothing.
 */
final class CopyAdoption {
  private final AdoptionRequest request;
  private final Survey.Found found;
  private final ReferenceShapes references;
  private final Consumer<String> tell;

  CopyAdoption(
      AdoptionRequest request,
      Survey.Found found,
      ReferenceShapes references,
      Consumer<String> tell) {
    this.request = request;
    this.found = found;
    this.references = references;
    this.tell = tell;
  }

  /** Keeps others from writing to the source until its session ends; returns its shape then. */
  SchemaShape lock(Session source) throws SQLException {
    List<String> tables = found.copies().stream().map(TableCopy::from).distinct().toList();
    if (!request.readOnlySource()) {
      TableLocks.lock(source, request.schema(), tables, "share");
    }
    return ShapeReader.read(source.handle(), request.schema());
  }

  /**
   * Makes the organisation's tables and fills them.
   *
   * @param source a snapshot of the source, locked
   * @param target a transaction of the migrator's, which the caller commits
   */
  Taken run(Session source, Session target, NewTenant tenant, Pause pause) throws SQLException {
    int version = found.plan().version();
    tenant.makeSchema();
    tenant.migrate(0, version);
    LoadedTables loaded = new LoadedTables(target, references.of(version).tables().keySet());
    loaded.strip();
    Map<TableCopy, RowDigest.Total> copied = new LinkedHashMap<>();
    for (TableCopy table : found.copies()) {
      RowDigest.Total total = TableRows.copy(source, request.schema(), target, table, pause);
      copied.put(table, total);
      tell.accept("%s: %d rows copied".formatted(table.from(), total.rows()));
    }
    List<TakenTable> taken = new ArrayList<>();
    for (Map.Entry<TableCopy, RowDigest.Total> one : copied.entrySet()) {
      TableCopy table = one.getKey();
      RowDigest.Total here = TableRows.sum(target, table.checking(), pause);
      if (!here.sameRows(one.getValue())) {
        throw new Failed(
            "'%s' has %d rows here and %d in the source, or others: everything is as it was.",
            table.table(), here.rows(), one.getValue().rows());
      }
      taken.add(
          new TakenTable(table.from(), table.table(), here.rows(), here.checksum(), "", List.of()));
    }
    tell.accept("All rows are the source's, by count and checksum.");
    loaded.restore(pause);
    pause.check();
    tenant.migrate(version, references.latest());
    ApiKey key = tenant.register(request, references.of(references.latest()));
    return new Taken(key, taken);
  }

  /** What was taken over. */
  record Taken(ApiKey key, List<TakenTable> tables) {}
}
