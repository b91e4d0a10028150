package com.genericcorp.hq.server.adoption;

import com.genericcorp.hq.server.adoption.AdoptionRecord.TakenGrant;
import java.sql.SQLException;
import java.util.List;

/** Who may do what with a table, its columns and its sequences, beside its owner. */
final class TableGrants {
  private static final String ON_TABLE =
      """
      with own as (
        select c.oid, c.relname, c.relowner, c.relacl from pg_catalog.pg_class c
          join pg_catalog.pg_namespace n on n.oid = c.relnamespace
         where n.nspname = :schema and c.relname = :table
      ), sequences as (
        select s.relname, s.relowner, s.relacl from own
          join pg_catalog.pg_depend d on d.refobjid = own.oid and d.deptype in ('a', 'i')
           and d.classid = 'pg_catalog.pg_class'::regclass
          join pg_catalog.pg_class s on s.oid = d.objid and s.relkind = 'S'
      ), rights (place, name, owner, acl) as (
        select 'table', relname, relowner, relacl from own
        union all select 'sequence', relname, relowner, relacl from sequences
        union all
        select 'column', a.attname, own.relowner, a.attacl from own
          join pg_catalog.pg_attribute a on a.attrelid = own.oid and a.attnum > 0
         where a.attacl is not null
      )
      select r.place, r.name, coalesce(g.rolname, '') as grantee, x.privilege_type, x.is_grantable
        from rights r cross join lateral pg_catalog.aclexplode(r.acl) x
        left join pg_catalog.pg_roles g on g.oid = x.grantee
       where x.grantee <> r.owner
       order by 1, 2, 3, 4
      """;

  private TableGrants() {}

  static List<TakenGrant> of(Session session, String schema, String table) {
    return session
        .handle()
        .createQuery(ON_TABLE)
        .bind("schema", schema)
        .bind("table", table)
        .map(
            (row, context) ->
                new TakenGrant(
                    row.getString("place"),
                    row.getString("name"),
                    row.getString("grantee"),
                    row.getString("privilege_type"),
                    row.getBoolean("is_grantable")))
        .list();
  }

  /** Takes rights away; the transaction has the owner's. */
  static void revoke(Session session, String schema, String table, List<TakenGrant> grants)
      throws SQLException {
    for (TakenGrant grant : grants) {
      session.run(
          "revoke %s on %s from %s"
              .formatted(privilege(grant), on(schema, table, grant), grantee(grant)));
    }
  }

  /** Gives them back. */
  static void grant(Session session, String schema, String table, List<TakenGrant> grants)
      throws SQLException {
    for (TakenGrant grant : grants) {
      session.run(
          "grant %s on %s to %s%s"
              .formatted(
                  privilege(grant),
                  on(schema, table, grant),
                  grantee(grant),
                  grant.grantable() ? " with grant option" : ""));
    }
  }

  private static String privilege(TakenGrant grant) {
    return grant.on().equals("column")
        ? grant.privilege() + " (" + Identifiers.quoted(grant.name()) + ")"
        : grant.privilege();
  }

  private static String on(String schema, String table, TakenGrant grant) {
    return grant.on().equals("sequence")
        ? "sequence " + Identifiers.quoted(schema, grant.name())
        : "table " + Identifiers.quoted(schema, table);
  }

  private static String grantee(TakenGrant grant) {
    return grant.grantee().isEmpty() ? "public" : Identifiers.quoted(grant.grantee());
  }
}
