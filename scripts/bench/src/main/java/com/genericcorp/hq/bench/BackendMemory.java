package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * What backends have of their own, shared buffers left out, after each organisation was asked once
 * what a request and a page ask: by gateways' connections, each of which sees one cohort, and by
 * one login that sees all of them.
 */
record BackendMemory(BenchDatabase database, List<Tenant> tenants) {
  private static final List<String> ASKED =
      List.of("api_keys", "sessions", "users", "agents", "tasks", "idempotency_keys");

  void print() throws Exception {
    if (!Files.isReadable(Path.of("/proc/self/smaps_rollup"))) {
      System.out.println("memory of backends: only Linux tells it");
      return;
    }
    Map<Integer, Double> byCohort = new LinkedHashMap<>();
    try (Gateways gateways =
        new Gateways(database.settings, BenchDatabase.GATEWAY_SECRET, 1, null)) {
      TenantDatabase switching = new TenantDatabase(gateways);
      List<Tenant> inOrder =
          tenants.stream().sorted((a, b) -> Integer.compare(a.cohort(), b.cohort())).toList();
      for (Tenant tenant : inOrder) {
        byCohort.put(tenant.cohort(), switching.inTenant(tenant, BackendMemory::ask));
      }
    }
    double most = byCohort.values().stream().mapToDouble(one -> one).max().orElse(0);
    System.out.printf(
        "memory of a backend after %,d organisations: %.0f MB with cohorts (the largest of %d),"
            + " %.0f MB without%n",
        tenants.size(), most, byCohort.size(), withoutCohorts());
  }

  private double withoutCohorts() throws Exception {
    try (Connection connection =
        database
            .administration
            .migratorSource()
            .actingAs(database.administration.names().owner())
            .getConnection()) {
      Jdbi all = Jdbi.create(connection);
      double memory = 0;
      for (Tenant tenant : tenants) {
        memory =
            all.inTransaction(
                handle -> {
                  handle.execute("set local search_path = " + tenant.schema());
                  return ask(handle);
                });
      }
      return memory;
    }
  }

  /** In MB, afterwards. */
  private static double ask(Handle handle) {
    int rows = 0;
    for (String table : ASKED) {
      rows += handle.select("select * from " + table + " limit 20").mapToMap().list().size();
    }
    int backend = handle.select("select pg_backend_pid()").mapTo(Integer.class).one();
    return rows < 0 ? rows : of(backend);
  }

  private static double of(int backend) {
    try {
      return Files.readAllLines(Path.of("/proc/" + backend + "/smaps_rollup")).stream()
              .filter(line -> line.startsWith("Private_Dirty:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1_000.0;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
