package com.genericcorp.hq.server.adoption;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * New tables while they are being filled: without indexes, foreign keys and triggers, which are put
 * back when all rows are there. So each is made once over all rows, and no check is remembered for
 * each row.
 */
final class LoadedTables {
  private static final String FOREIGN_KEYS =
      """
      select format('alter table %s drop constraint %I', k.conrelid::regclass, k.conname),
             format('alter table %s add constraint %I %s', k.conrelid::regclass, k.conname,
                    pg_catalog.pg_get_constraintdef(k.oid))
        from pg_catalog.pg_constraint k
       where k.contype = 'f' and k.connamespace = current_schema()::regnamespace
       order by k.conrelid::regclass::text, k.conname
      """;
  private static final String INDEXES =
      """
      select format('drop index %s', i.indexrelid::regclass),
             pg_catalog.pg_get_indexdef(i.indexrelid)
        from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indrelid
       where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
         and not exists (select from pg_catalog.pg_constraint k where k.conindid = i.indexrelid)
       order by i.indexrelid::regclass::text
      """;
  private static final String SEQUENCES =
      """
      select format('select pg_catalog.setval(%L::regclass, max(%I)) from %s having max(%I) > 0',
                    pg_catalog.pg_get_serial_sequence(a.attrelid::regclass::text, a.attname),
                    a.attname, a.attrelid::regclass, a.attname)
        from pg_catalog.pg_attribute a join pg_catalog.pg_class c on c.oid = a.attrelid
       where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
         and a.attnum > 0 and not a.attisdropped and a.attidentity <> ''
      """;

  private final Session session;
  private final Collection<String> tables;
  private final List<String> restoring = new ArrayList<>();

  /**
   * @param session acts as the tables' owner, with their schema as its search path
   */
  LoadedTables(Session session, Collection<String> tables) {
    this.session = session;
    this.tables = tables;
  }

  void strip() throws SQLException {
    for (String table : tables) {
      session.run("alter table " + Identifiers.quoted(table) + " disable trigger user");
    }
    List<String> indexes = new ArrayList<>();
    strip(FOREIGN_KEYS, restoring);
    strip(INDEXES, indexes);
    // A foreign key is checked sooner with the indexes there.
    restoring.addAll(0, indexes);
  }

  private void strip(String sql, List<String> restored) throws SQLException {
    List<String> drops =
        session.query(
            sql,
            row -> {
              restored.add(row.getString(2));
              return row.getString(1);
            });
    session.run(drops.toArray(String[]::new));
  }

  void restore(Pause pause) throws SQLException {
    for (String sql : restoring) {
      pause.check();
      session.run(sql);
    }
    for (String table : tables) {
      session.run("alter table " + Identifiers.quoted(table) + " enable trigger user");
    }
    for (String sql : session.query(SEQUENCES, row -> row.getString(1))) {
      session.run(sql);
    }
  }
}
