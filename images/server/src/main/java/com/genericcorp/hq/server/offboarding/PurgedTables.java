package com.genericcorp.hq.server.offboarding;

import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/**
 * An organisation's tables and its rows in shared ones, of which each transaction takes few: rows
 * so that nobody waits long for a lock, tables as each takes places in the server's lock table,
 * which all share. What there is is asked of the catalogue, so that a table of tomorrow is not
 * forgotten.
 */
final class PurgedTables {
  private static final int ROWS_AT_ONCE = 10_000;
  private static final int TABLES_AT_ONCE = 10;

  // By the catalogue's index of what depends on what, not by a scan of all schemas' constraints.
  private static final String REFERRING =
      """
      select c.relname, a.attname
        from pg_catalog.pg_depend d
        join pg_catalog.pg_constraint k on k.oid = d.objid and k.contype = 'f'
        join pg_catalog.pg_class c on c.oid = k.conrelid
        join pg_catalog.pg_attribute a on a.attrelid = k.conrelid and a.attnum = k.conkey[1]
       where d.classid = 'pg_catalog.pg_constraint'::regclass
         and d.refclassid = 'pg_catalog.pg_class'::regclass
         and d.refobjid = 'public.tenants'::regclass
         and k.confrelid = 'public.tenants'::regclass
         and c.relnamespace = 'public'::regnamespace
         and c.relname <> 'offboardings'
       group by 1, 2
       order by 1
      """;
  private static final String OWN =
      """
      select c.relname
        from pg_catalog.pg_depend d
        join pg_catalog.pg_class c on c.oid = d.objid
       where d.classid = 'pg_catalog.pg_class'::regclass
         and d.refclassid = 'pg_catalog.pg_namespace'::regclass
         and d.refobjid = pg_catalog.to_regnamespace(?)
         and c.relkind in ('r', 'p')
       order by c.relname
      """;

  private final TenantAdministration tenants;
  private final Tenant tenant;

  PurgedTables(TenantAdministration tenants, Tenant tenant) {
    this.tenants = tenants;
    this.tenant = tenant;
  }

  private record Referring(String table, String column) {}

  /** Rows by table: the organisation's own, and shared ones with {@code public.} before. */
  Map<String, Long> count(Handle handle) {
    Map<String, Long> rows = new LinkedHashMap<>();
    for (String table : own(handle)) {
      rows.put(table, one(handle, "select count(*) from " + qualified(table)));
    }
    for (Referring shared : referring(handle)) {
      rows.put(
          "public." + shared.table(),
          handle
              .select(
                  "select count(*) from public.\"%s\" where \"%s\" = ?"
                      .formatted(shared.table(), shared.column()),
                  tenant.id())
              .mapTo(Long.class)
              .one());
    }
    return rows;
  }

  void deleteSharedRows() {
    for (Referring shared : tenants.asOwner(PurgedTables::referring)) {
      int deleted = ROWS_AT_ONCE;
      while (deleted == ROWS_AT_ONCE) {
        deleted = tenants.asOwner(handle -> delete(handle, shared));
      }
    }
  }

  /** What came since, in the transaction that lets nothing more come. */
  void deleteRest(Handle handle) {
    for (Referring shared : referring(handle)) {
      int deleted = ROWS_AT_ONCE;
      while (deleted == ROWS_AT_ONCE) {
        deleted = delete(handle, shared);
      }
    }
  }

  private int delete(Handle handle, Referring shared) {
    String table = "public.\"" + shared.table() + "\"";
    return handle.execute(
        "delete from %s where ctid = any(array(select ctid from %s where \"%s\" = ? limit %d))"
            .formatted(table, table, shared.column(), ROWS_AT_ONCE),
        tenant.id());
  }

  void dropOwnTables() {
    List<String> tables = tenants.asOwner(this::own);
    for (int first = 0; first < tables.size(); first += TABLES_AT_ONCE) {
      List<String> some =
          tables.subList(first, Math.min(tables.size(), first + TABLES_AT_ONCE)).stream()
              .map(this::qualified)
              .toList();
      int unused =
          tenants.asOwner(
              handle -> {
                handle.execute("set local lock_timeout = '10s'");
                return handle.execute(
                    "drop table if exists " + String.join(", ", some) + " cascade");
              });
    }
  }

  private List<String> own(Handle handle) {
    return handle.select(OWN, tenant.schema()).mapTo(String.class).list();
  }

  private static List<Referring> referring(Handle handle) {
    return new ArrayList<>(
        handle
            .createQuery(REFERRING)
            .map((row, context) -> new Referring(row.getString(1), row.getString(2)))
            .list());
  }

  private String qualified(String table) {
    return tenant.schema() + ".\"" + table.replace("\"", "\"\"") + "\"";
  }

  private static long one(Handle handle, String sql) {
    return handle.createQuery(sql).mapTo(Long.class).one();
  }
}
