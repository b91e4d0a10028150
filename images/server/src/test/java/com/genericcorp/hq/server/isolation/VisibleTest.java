package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What PostgreSQL shows every role, and what it must not: the former stands in the threat model
 * under "what is not given".
 */
class VisibleTest {
  private final Ground ground = Ground.shared();

  @Test
  void theCatalogueShowsNoRowsOfAnother() {
    String theirs = ground.globex.schema();
    Sql.inTenant(ground, ground.globex, "select name from agents");
    assertThat(
            Sql.value(
                ground,
                ground.acme,
                "select count(*) from pg_stats where schemaname = '" + theirs + "'"))
        .isEqualTo("0");
    for (String sql :
        List.of(
            "select * from pg_statistic",
            "select * from pg_authid",
            "select * from pg_shadow",
            "select * from pg_user_mapping",
            "select * from pg_subscription",
            "select pg_sequence_last_value('" + theirs + ".task_events_id_seq')",
            "select * from pg_hba_file_rules")) {
      // Denied, or nothing at all where PostgreSQL filters.
      if (sql.contains("pg_sequence_last_value")) {
        Sql.refused("42", () -> Sql.inTenant(ground, ground.acme, sql));
      } else {
        Sql.denied(ground, ground.acme, sql);
      }
    }
  }

  @Test
  void nobodySeesWhatAnothersStatementSays() {
    assertThat(
            Sql.value(
                ground,
                ground.acme,
                "select string_agg(distinct query, '|') from pg_stat_activity"
                    + " where pid <> pg_backend_pid() and query <> ''"
                    + " and query <> '<insufficient privilege>'"))
        .isNull();
  }

  /**
   * Listed in the threat model. Should PostgreSQL hide one of them some day, so much the better.
   */
  @Test
  void namesAndSizesAreSeenByEverybody() {
    String theirs = ground.globex.schema();
    for (String sql :
        List.of(
            "select nspname from pg_namespace where nspname = '" + theirs + "'",
            "select rolname from pg_roles where rolname = '" + ground.globex.role() + "'",
            "select relname from pg_class where relnamespace = '" + theirs + "'::regnamespace",
            "select n_live_tup::text from pg_stat_all_tables where schemaname = '" + theirs + "'",
            "select pg_total_relation_size(c.oid)::text from pg_class c join pg_namespace n on"
                + " n.oid = c.relnamespace where relname = 'agents' and nspname = '"
                + theirs
                + "'")) {
      assertThat(Sql.value(ground, ground.acme, sql)).as(sql).isNotNull();
    }
    // Nowhere does a name say which organisation it is.
    assertThat(
            Sql.value(
                ground,
                ground.acme,
                "select concat((select string_agg(nspname, ',') from pg_namespace),"
                    + " (select string_agg(rolname, ',') from pg_roles))"))
        .doesNotContain("globex")
        .doesNotContain("initech");
  }

  @Test
  void anothersLargeObjectIsNotReadNorChanged() {
    String made =
        Sql.value(ground, ground.globex, "select lo_from_bytea(0, 'mark-globex'::bytea)::text");
    for (String sql :
        List.of(
            "select lo_get(" + made + ")",
            "select lo_put(" + made + ", 0, 'x')",
            "select lo_unlink(" + made + ")",
            "select loread(lo_open(" + made + ", 262144), 100)")) {
      Sql.denied(ground, ground.acme, sql);
    }
    Sql.denied(ground, ground.acme, "select * from pg_largeobject");
    Sql.inTenant(ground, ground.globex, "select lo_unlink(" + made + ")");
  }

  @Test
  void aLockOfATransactionEndsWithIt() {
    Sql.inTenant(ground, ground.acme, "select pg_advisory_xact_lock(42)");
    assertThat(
            ground.installation.value(
                "select count(*) from pg_locks where locktype = 'advisory' and objid = 42"))
        .isEqualTo("0");
    Sql.inTenant(
        ground, ground.globex, "set local lock_timeout = '1s'", "select pg_advisory_xact_lock(42)");
  }
}
