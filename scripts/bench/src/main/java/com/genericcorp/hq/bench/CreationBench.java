package com.genericcorp.hq.bench;

import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.migration.MigrationScript;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import org.flywaydb.core.Flyway;

/**
 * Creating an organisation with 1,000 and with 10,000 present, against a Flyway instance per schema
 * that makes the same tables in the same database, in turn.
 */
final class CreationBench {
  private static final int BLOCK = 100;
  private static final int PEER_EVERY = 4;

  private final BenchDatabase database;
  private final TenantCreation creation;
  private final Cohorts cohorts;
  private final Path peerFiles;
  private int created;
  private int peers;

  private CreationBench(BenchDatabase database) throws Exception {
    this.database = database;
    this.creation = new TenantCreation(database.administration);
    this.cohorts = new Cohorts(database.administration);
    this.peerFiles = Files.createDirectories(database.folder.resolve("flyway"));
    for (MigrationScript migration : MigrationScript.all()) {
      // The peer has no role per schema: the grant is left out, to its advantage.
      String sql = migration.sql().replaceAll("(?m)^(grant|--) .*\\$\\{role\\}.*$", "");
      Files.writeString(peerFiles.resolve("V" + migration.version() + "__x.sql"), sql);
    }
  }

  public static void main(String[] arguments) throws Exception {
    int most = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 10_000;
    try (BenchDatabase database = new BenchDatabase()) {
      CreationBench bench = new CreationBench(database);
      bench.fill(50); // Warms both JVM and database.
      bench.measure("warm-up, not counted");
      System.out.printf(
          "%-22s %14s %10s %18s %8s%n",
          "organisations there", "ours, median", "p99", "Flyway, median", "ratio");
      bench.fill(1_000);
      double early = bench.measure("1,000");
      bench.fill(most);
      double late = bench.measure(String.format("%,d", most));
      System.out.printf("With %,d against 1,000: %.2f times as long.%n", most, late / early);
    }
  }

  private void fill(int count) throws Exception {
    while (created < count) {
      int cohort = cohort();
      try (Connection provisioner = database.administration.asProvisioner(cohort)) {
        for (int one = 0; one < BLOCK && created < count; one++) {
          create(provisioner, cohort);
        }
      }
    }
  }

  private double measure(String label) throws Exception {
    Sample ours = new Sample();
    Sample peer = new Sample();
    int cohort = cohort();
    try (Connection provisioner = database.administration.asProvisioner(cohort)) {
      for (int one = 0; one < BLOCK; one++) {
        long start = System.nanoTime();
        create(provisioner, cohort);
        ours.add(System.nanoTime() - start);
        if (one % PEER_EVERY == 0) {
          start = System.nanoTime();
          createByFlyway();
          peer.add(System.nanoTime() - start);
        }
      }
    }
    System.out.printf(
        "%-22s %11.1f ms %7.1f ms %15.1f ms %7.1fx%n",
        label, ours.median(), ours.millis(0.99), peer.median(), peer.median() / ours.median());
    return ours.median();
  }

  private int cohort() throws Exception {
    try (Connection migrator = database.administration.asMigrator()) {
      return cohorts.withRoom(migrator);
    }
  }

  private void create(Connection provisioner, int cohort) throws Exception {
    Slug slug = new Slug("t" + created++);
    creation.create(provisioner, cohort, slug, slug.value(), "free", "first");
  }

  private void createByFlyway() {
    String owner = database.administration.names().owner();
    Flyway.configure()
        .dataSource(database.administration.migratorSource().actingAs(owner))
        .locations("filesystem:" + peerFiles)
        .schemas("peer_" + peers++)
        .createSchemas(true)
        .load()
        .migrate();
  }
}
