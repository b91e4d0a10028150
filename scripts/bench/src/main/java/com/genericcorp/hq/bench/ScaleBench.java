package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.database.Gateways;
import com.genericcorp.hq.server.database.Readiness;
import com.genericcorp.hq.server.jobs.Retention;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.sql.Connection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * What grows with organisations in one database: a hundredth, a tenth, and all of them. Routing is
 * measured against the same read without it and against django-tenants; the rest against itself
 * with a hundredth.
 */
final class ScaleBench {
  private static final int CALLERS = 2;
  private static final int ROUNDS = 10_000;
  private static final int CLAIMS = 20;

  private final BenchDatabase database;
  private final TenantCreation creation;
  private final Cohorts cohorts;
  private final TenantAdministration administration;
  private final Map<String, Double> first = new LinkedHashMap<>();
  private int created;

  private ScaleBench(BenchDatabase database) {
    this.database = database;
    this.creation = new TenantCreation(database.administration);
    this.cohorts = new Cohorts(database.administration);
    this.administration = new TenantAdministration(database.administration);
  }

  public static void main(String[] arguments) throws Exception {
    int tenants = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    try (BenchDatabase database = new BenchDatabase()) {
      ScaleBench bench = new ScaleBench(database);
      bench.at(tenants / 100);
      bench.at(tenants / 10);
      bench.at(tenants);
    }
  }

  private void at(int tenants) throws Exception {
    fill(tenants);
    List<Tenant> all = administration.list();
    System.out.printf("%n== %,d organisations%n", all.size());
    new Routing(database, all, CALLERS, ROUNDS).measure().print();
    new RoutingPeer(database).run();
    new BackendMemory(database, all).print();
    grows("tenants list", 20, administration::list);
    try (Gateways gateways =
        new Gateways(database.settings, BenchDatabase.GATEWAY_SECRET, 1, null)) {
      Readiness readiness =
          new Readiness(gateways.watch(), () -> gateways.pool(Gateways.FIRST_COHORT));
      grows("what /ready asks", 50, readiness::whyNot);
      claims(gateways);
    }
    grows("job retention", 1, () -> new Retention(administration).run(400));
    OneDump dump = new OneDump(database, all.get(all.size() / 2));
    if (dump.possible()) {
      grows("pg_dump of one", 1, dump::run);
    } else {
      System.out.println("pg_dump of one: no pg_dump 17 here (PG_DUMP names one)");
    }
  }

  /** With a task of every organisation waiting; no worker runs them. */
  private void claims(Gateways gateways) throws Exception {
    int unused =
        administration.asOwner(
            handle ->
                handle.execute(
                    "insert into public.jobs (tenant_id, task_id)"
                        + " select id, gen_random_uuid() from public.tenants"));
    try (Connection gateway = gateways.pool(Gateways.FIRST_COHORT).getConnection();
        var claim =
            gateway.prepareStatement(
                "select count(*) from"
                    + " public.claim_in_turn('bench', 'bench-1', 4, 4, interval '10 s')")) {
      grows("a claim, all waiting", CLAIMS, claim::execute);
    }
    unused = administration.asOwner(handle -> handle.execute("delete from public.jobs"));
  }

  private void grows(String what, int times, Callable<?> work) throws Exception {
    Sample sample = new Sample();
    for (int warming = 0; warming < times / 2; warming++) {
      Object unused = work.call();
    }
    for (int one = 0; one < times; one++) {
      long start = System.nanoTime();
      Object unused = work.call();
      sample.add(System.nanoTime() - start);
    }
    double before = first.computeIfAbsent(what, some -> sample.median());
    System.out.printf(
        "%-28s %9.1f ms (%.1f times as long as at first)%n",
        what, sample.median(), sample.median() / before);
  }

  private void fill(int tenants) throws Exception {
    while (created < tenants) {
      int cohort;
      try (Connection migrator = database.administration.asMigrator()) {
        cohort = cohorts.withRoom(migrator);
      }
      try (Connection provisioner = database.administration.asProvisioner(cohort)) {
        for (int one = 0; one < 100 && created < tenants; one++) {
          Slug slug = new Slug("t" + created++);
          creation.create(provisioner, cohort, slug, slug.value(), "free", "first");
        }
      }
    }
  }
}
