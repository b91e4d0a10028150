package com.genericcorp.hq.bench;

import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.migration.FleetMigration;
import com.genericcorp.hq.server.migration.FleetSettings;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Creating organisations, migrating all of them by three statements, and finding that there is
 * nothing to do: against a Flyway instance per schema in the same database, and django-tenants in
 * another one of the same server. Peers do a sample, which is extrapolated.
 */
final class FleetBench {
  private static final int BLOCK = 100;
  private static final int FLYWAY_SAMPLE = 200;
  private static final int DJANGO_SAMPLE = 300;
  private static final double MILLIS = 1e6;
  private static final double SECOND = 1e9;

  private final BenchDatabase database;
  private final TenantCreation creation;
  private final Cohorts cohorts;
  private final int tenants;
  private int created;

  private FleetBench(BenchDatabase database, int tenants) {
    this.database = database;
    this.creation = new TenantCreation(database.administration);
    this.cohorts = new Cohorts(database.administration);
    this.tenants = tenants;
  }

  public static void main(String[] arguments) throws Exception {
    int tenants = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    try (BenchDatabase database = new BenchDatabase()) {
      new FleetBench(database, tenants).run();
    }
  }

  private void run() throws Exception {
    System.out.printf("%,d organisations; %d cores.%n", tenants, cores());
    Sample ours = create();
    FlywayPeer flyway = new FlywayPeer(database, MigrationScript.all());
    Sample peer = new Sample();
    int sample = Math.min(tenants, FLYWAY_SAMPLE);
    for (int one = 0; one < sample; one++) {
      peer.add(flyway.create());
    }
    System.out.printf(
        "%ncreate, median: ours %.1f ms, Flyway %.1f ms with as many present (sample of %d): %.1fx%n",
        ours.median(), peer.median(), sample, peer.median() / ours.median());
    MigrationScript next = threeStatements(MigrationScript.latest() + 1);
    flyway.add(next);
    List<MigrationScript> all = new ArrayList<>(MigrationScript.all());
    all.add(next);
    compare("migrate by three statements", timed(() -> migrate(all)), flyway.migrate());
    compare("nothing to do", timed(() -> migrate(all)), flyway.migrate());
    new DjangoPeer(database, flyway.files()).run(Math.min(tenants, DJANGO_SAMPLE));
  }

  private Sample create() throws Exception {
    System.out.printf("%n%-22s %10s %10s%n", "organisations there", "median", "p99");
    Sample newest = new Sample();
    int told = 1_000;
    while (created < tenants) {
      newest = block();
      if (created >= told || created >= tenants) {
        Sample last = newest;
        // A hundred have no p99 worth the name.
        for (int more = 0; more < 2 && created < tenants; more++) {
          last.addAll(block());
        }
        System.out.printf("%-,22d %7.1f ms %7.1f ms%n", created, last.median(), last.millis(0.99));
        told += created < 2_000 ? 1_000 : 2_000;
      }
    }
    return newest;
  }

  private Sample block() throws Exception {
    int cohort;
    try (Connection migrator = database.administration.asMigrator()) {
      cohort = cohorts.withRoom(migrator);
    }
    Sample times = new Sample();
    try (Connection provisioner = database.administration.asProvisioner(cohort)) {
      for (int one = 0; one < BLOCK && created < tenants; one++) {
        long start = System.nanoTime();
        Slug slug = new Slug("t" + created++);
        creation.create(provisioner, cohort, slug, slug.value(), "free", "first");
        times.add(System.nanoTime() - start);
      }
    }
    return times;
  }

  private int migrate(List<MigrationScript> all) {
    FleetMigration.Outcome outcome =
        new FleetMigration(
                database.administration, all, FleetSettings.DEFAULT, Progress.plain(System.out))
            .migrate();
    if (!outcome.well()) {
      throw new IllegalStateException(outcome.toString());
    }
    return outcome.migrated();
  }

  private static double timed(Callable<Integer> work) throws Exception {
    long start = System.nanoTime();
    int unused = work.call();
    return (System.nanoTime() - start) / SECOND;
  }

  private void compare(String what, double seconds, Sample peer) {
    double perSchema = peer.millis(0.5) * MILLIS;
    double extrapolated = perSchema * tenants / SECOND;
    System.out.printf(
        "%s, %,d organisations: ours %.2f s; Flyway %.1f ms a schema (median of %d), so %.0f s: %.0fx%n",
        what,
        tenants,
        seconds,
        perSchema / MILLIS,
        peer.size(),
        extrapolated,
        extrapolated / seconds);
  }

  static MigrationScript threeStatements(int version) {
    return new MigrationScript(
        version,
        "labels",
        """
        alter table tasks add column due_at timestamptz;
        create table labels (
          id uuid primary key default gen_random_uuid(),
          task_id uuid not null references tasks on delete cascade,
          name text not null
        );
        grant select, insert, update, delete on labels to ${role};
        """);
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }
}
