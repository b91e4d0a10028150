package com.genericcorp.hq.server.adoption;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Whether the login may do with the source's tables what is to be done; else what to grant. */
final class RightsChecks {
  private final Handle handle;
  private final String schema;
  private final List<String> refusals = new ArrayList<>();

  RightsChecks(Handle handle, String schema) {
    this.handle = handle;
    this.schema = schema;
  }

  /** To copy: read each table, and keep others from writing meanwhile. */
  List<String> toCopy(Collection<String> tables, boolean lock) {
    String user = handle.createQuery("select current_user").mapTo(String.class).one();
    int version = handle.createQuery("show server_version_num").mapTo(Integer.class).one() / 10_000;
    boolean maintain = version >= 17;
    String locks = maintain ? "update, delete, truncate, maintain" : "update, delete, truncate";
    for (String table : tables) {
      if (!may(table, "select")) {
        refusals.add(grant(user, table, "read", "SELECT"));
      }
      if (lock && !may(table, locks)) {
        refusals.add(
            grant(user, table, "lock", maintain ? "MAINTAIN" : "UPDATE")
                + ", or add --source-read-only if nobody writes to the source");
      }
    }
    return refusals;
  }

  private boolean may(String table, String rights) {
    return handle
        .select(
            "select has_table_privilege(c.oid, ?) from pg_catalog.pg_class c"
                + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
                + " where n.nspname = ? and c.relname = ?",
            rights,
            schema,
            table)
        .mapTo(Boolean.class)
        .findOne()
        .orElse(true);
  }

  private String grant(String user, String table, String what, String right) {
    return "'%s' may not %s the table '%s': run, as its owner, GRANT %s ON %s TO %s"
        .formatted(
            user, what, table, right, Identifiers.quoted(schema, table), Identifiers.quoted(user));
  }

  /**
   * To move: act as each table's owner, who may also take it back; and nothing that stays behind
   * may go on reaching into what was moved.
   */
  List<String> toMove(Collection<String> tables) {
    for (String table : tables) {
      owner(table);
      reaching(table, tables);
    }
    return refusals;
  }

  private void owner(String table) {
    String sql =
        """
        select o.rolname as owner, current_user as mover,
               pg_has_role(o.oid, 'usage') and pg_has_role(o.oid, 'set') as acts,
               has_schema_privilege(o.oid, n.oid, 'create') as returns
          from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
          join pg_catalog.pg_roles o on o.oid = c.relowner
         where n.nspname = ? and c.relname = ?
        """;
    handle
        .select(sql, schema, table)
        .map(
            (row, context) -> {
              String owner = row.getString("owner");
              String mover = row.getString("mover");
              String own = Identifiers.quoted(schema, table);
              if (!row.getBoolean("acts")) {
                refusals.add(
                    "The table '%s' belongs to '%s', as whom '%s' may not act: run, as an"
                            .formatted(table, owner, mover)
                        + " administrator, GRANT %s TO %s WITH INHERIT TRUE, SET TRUE; or ALTER TABLE"
                            .formatted(Identifiers.quoted(owner), Identifiers.quoted(mover))
                        + " %s OWNER TO %s".formatted(own, Identifiers.quoted(mover)));
              }
              if (!row.getBoolean("returns")) {
                refusals.add(
                    "'%s', who owns the table '%s', could not have it back: run, as the schema's"
                            .formatted(owner, table)
                        + " owner, GRANT CREATE ON SCHEMA %s TO %s"
                            .formatted(Identifiers.quoted(schema), Identifiers.quoted(owner)));
              }
              return true;
            })
        .list();
  }

  private void reaching(String table, Collection<String> moved) {
    String views =
        """
        select distinct format('the view %s.%s reads it', vn.nspname, v.relname) as what
          from pg_catalog.pg_depend d
          join pg_catalog.pg_rewrite r on r.oid = d.objid
           and d.classid = 'pg_catalog.pg_rewrite'::regclass
          join pg_catalog.pg_class v on v.oid = r.ev_class
          join pg_catalog.pg_namespace vn on vn.oid = v.relnamespace
          join pg_catalog.pg_class c on c.oid = d.refobjid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where n.nspname = :schema and c.relname = :table and v.oid <> c.oid
        union
        select format('%s.%s refers to it by %s', fn.nspname, f.relname, k.conname)
          from pg_catalog.pg_constraint k
          join pg_catalog.pg_class f on f.oid = k.conrelid
          join pg_catalog.pg_namespace fn on fn.oid = f.relnamespace
          join pg_catalog.pg_class c on c.oid = k.confrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where n.nspname = :schema and c.relname = :table and k.contype = 'f'
           and not (fn.nspname = :schema and f.relname = any (:moved))
        union
        select format('its check of references %s is disabled', t.tgname)
          from pg_catalog.pg_trigger t
          join pg_catalog.pg_class c on c.oid = t.tgrelid
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where n.nspname = :schema and c.relname = :table and t.tgisinternal and t.tgenabled = 'D'
        """;
    handle
        .createQuery(views)
        .bind("schema", schema)
        .bind("table", table)
        .bindArray("moved", String.class, moved.toArray())
        .mapTo(String.class)
        .forEach(what -> refusals.add("The table '%s' cannot be moved: %s".formatted(table, what)));
  }
}
