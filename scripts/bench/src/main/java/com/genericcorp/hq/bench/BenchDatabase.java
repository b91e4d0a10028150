package com.genericcorp.hq.bench;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.PostgresAccount;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.postgres.PostgresOptions;
import com.genericcorp.hq.server.config.Secret;
import com.genericcorp.hq.server.database.Administration;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.database.DatabaseSettings;
import com.genericcorp.hq.server.database.DatabaseWait;
import com.genericcorp.hq.server.migration.SharedSchema;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantAdministration;
import com.genericcorp.hq.server.tenancy.TenantCreation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A durable PostgreSQL as {@code up local} starts it, migrated, and gone afterwards. */
final class BenchDatabase implements AutoCloseable {
  static final Secret GATEWAY_SECRET = Secret.of("GATEWAY_SECRET", "bench");
  private static final String NAME = "agenthq";
  private static final PostgresAccount MIGRATOR = new PostgresAccount("migrator", "bench-password");

  // For peers alone, who get a database of their own.
  private static final PostgresAccount SUPERUSER =
      new PostgresAccount("postgres", "bench-superuser");

  // A login takes its time on a busy machine.
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Where a bench may put files; deleted at the end. */
  final Path folder;

  private final PostgresCluster cluster;
  final DatabaseSettings settings;
  final Administration administration;

  BenchDatabase() throws IOException, InterruptedException {
    folder = Files.createTempDirectory("hq-bench-");
    cluster = PostgresCluster.open(options(folder));
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
    int port = cluster.start().port();
    settings = new DatabaseSettings("127.0.0.1", port, NAME, DatabaseSettings.Tls.DISABLE, "");
    administration =
        new Administration(
                settings,
                MIGRATOR.user(),
                Secret.of("MIGRATOR_PASSWORD", MIGRATOR.password()),
                GATEWAY_SECRET)
            .awaiting(DatabaseWait.told(PATIENCE));
    new SharedSchema(administration).migrate();
  }

  private static PostgresOptions options(Path folder) {
    PostgresOptions durable = PostgresOptions.durable(folder, NAME, MIGRATOR);
    return new PostgresOptions(
        durable.state(),
        durable.binaries(),
        durable.port(),
        durable.database(),
        durable.migrator(),
        Optional.of(SUPERUSER),
        true);
  }

  /** Makes a database for a peer, which owns it and logs in by its name and {@code bench}. */
  void makeForPeer(String name) throws SQLException {
    String url = "jdbc:postgresql://%s:%d/postgres".formatted(settings.host(), settings.port());
    try (Connection connection =
            DriverManager.getConnection(url, SUPERUSER.user(), SUPERUSER.password());
        Statement statement = connection.createStatement()) {
      statement.execute("create role " + name + " login password 'bench'");
      statement.execute("create database " + name + " owner " + name);
    }
  }

  /** Makes so many organisations. */
  List<Tenant> fill(int organisations) throws Exception {
    TenantCreation creation = new TenantCreation(administration);
    Cohorts cohorts = new Cohorts(administration);
    int created = 0;
    while (created < organisations) {
      int cohort;
      try (Connection migrator = administration.asMigrator()) {
        cohort = cohorts.withRoom(migrator);
      }
      try (Connection provisioner = administration.asProvisioner(cohort)) {
        for (int one = 0; one < 100; one++) {
          Slug slug = new Slug("t" + created++);
          creation.create(provisioner, cohort, slug, slug.value(), "free", "first");
        }
      }
    }
    return new TenantAdministration(administration).list();
  }

  @Override
  public void close() {
    try {
      cluster.stop();
      Trees.delete(folder);
    } catch (IOException alreadyGone) {
      // Closed twice: at the end and by the hook.
    }
  }
}
