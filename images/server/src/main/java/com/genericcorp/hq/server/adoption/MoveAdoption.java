package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.server.adoption.AdoptionRecord.TakenGrant;
import com.genericcorp.hq.server.adoption.AdoptionRecord.TakenTable;
import com.genericcorp.hq.server.adoption.CopyAdoption.Taken;
import com.genericcorp.hq.server.database.RoleNames;
import com.genericcorp.hq.server.tenancy.ApiKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Moves a schema's tables into a new organisation's schema. No row is written; nobody can use the
 * tables until it is over.
 */
final class MoveAdoption {
  private final AdoptionRequest request;
  private final Survey.Found found;
  private final ReferenceShapes references;
  private final RoleNames names;
  private final Consumer<String> tell;

  MoveAdoption(
      AdoptionRequest request,
      Survey.Found found,
      ReferenceShapes references,
      RoleNames names,
      Consumer<String> tell) {
    this.request = request;
    this.found = found;
    this.references = references;
    this.names = names;
    this.tell = tell;
  }

  /** Keeps everybody from the tables until the session ends; returns the schema's shape then. */
  SchemaShape lock(Session session) throws SQLException {
    TableLocks.lock(
        session,
        request.schema(),
        found.copies().stream().map(TableCopy::from).toList(),
        "access exclusive");
    return ShapeReader.read(session.handle(), request.schema());
  }

  /**
   * Moves the tables.
   *
   * @param session a transaction of the migrator's with the tables locked, which the caller commits
   */
  Taken run(Session session, NewTenant tenant, Pause pause) throws SQLException {
    int version = found.plan().version();
    Map<TableCopy, RowDigest.Total> before = new LinkedHashMap<>();
    for (TableCopy table : found.copies()) {
      before.put(table, TableRows.sum(session, table.reading(request.schema()), pause));
    }
    tenant.makeSchema();
    tenant.actAsMigrator();
    List<TakenTable> taken = new ArrayList<>();
    for (Map.Entry<TableCopy, RowDigest.Total> one : before.entrySet()) {
      taken.add(move(session, tenant, one.getKey().table(), one.getValue()));
    }
    tenant.actAsOwner();
    for (TakenTable table : taken) {
      TableGrants.revoke(session, tenant.schema(), table.to(), table.grants());
      session.run(
          "grant select, insert, update, delete on %s to %s"
              .formatted(Identifiers.quoted(table.to()), tenant.role()));
    }
    for (Map.Entry<TableCopy, RowDigest.Total> one : before.entrySet()) {
      RowDigest.Total after = TableRows.sum(session, one.getKey().checking(), pause);
      if (!after.sameRows(one.getValue())) {
        throw new Failed(
            "'%s' has other rows after it was moved: everything is as it was.",
            one.getKey().table());
      }
      tell.accept("%s: %d rows moved".formatted(one.getKey().from(), after.rows()));
    }
    tell.accept("All rows are the source's, by count and checksum.");
    pause.check();
    tenant.migrate(version, references.latest());
    ApiKey key = tenant.register(request, references.of(references.latest()));
    return new Taken(key, taken);
  }

  private TakenTable move(Session session, NewTenant tenant, String table, RowDigest.Total total)
      throws SQLException {
    String owner =
        session
            .handle()
            .select(
                "select pg_catalog.pg_get_userbyid(c.relowner) from pg_catalog.pg_class c"
                    + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                    + " where n.nspname = ? and c.relname = ?",
                request.schema(),
                table)
            .mapTo(String.class)
            .one();
    List<TakenGrant> grants = TableGrants.of(session, request.schema(), table);
    session.run(
        "alter table %s set schema %s"
            .formatted(Identifiers.quoted(request.schema(), table), tenant.schema()),
        "alter table %s owner to %s"
            .formatted(Identifiers.quoted(tenant.schema(), table), names.owner()));
    return new TakenTable(table, table, total.rows(), total.checksum(), owner, grants);
  }
}
