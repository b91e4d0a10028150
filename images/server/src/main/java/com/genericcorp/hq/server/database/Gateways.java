package com.genericcorp.hq.server.database;

import com.genericcorp.hq.server.config.Secret;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One small pool of connections for each cohort's gateway login, opened when first used: cohorts ×
 * replicas × pool size must stay below what a small database takes. The logins inherit nothing, so
 * an idle connection has no rights in any organisation's schema.
 */
public final class Gateways implements AutoCloseable {
  /** Every installation has it; its login also reads the registry. */
  public static final int FIRST_COHORT = 1;

  // A backend's memory grows with the schemas it has touched (some 0.2 MB each): renew it.
  private static final long LIFETIME_MINUTES = 15;
  private static final long WAIT_FOR_CONNECTION_SECONDS = 3;

  // The database itself ends a gateway's statement after 15 s (Cohorts): what is silent for longer
  // is gone.
  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(18);

  private final Databases databases;
  private final Secret secret;
  private final int poolSize;
  private final @Nullable MeterRegistry meters;
  private final HikariDataSource watch;
  private final Map<Cohort, HikariDataSource> pools = new ConcurrentHashMap<>();

  private record Cohort(String database, int number) {
    /** What metrics call its pool: as ever where the registry is. */
    String pool() {
      return (database.equals(Databases.MAIN) ? "" : database + "-") + "cohort-" + number;
    }
  }

  public Gateways(
      DatabaseSettings settings, Secret secret, int poolSize, @Nullable MeterRegistry meters) {
    this(Databases.only(settings), secret, poolSize, meters);
  }

  public Gateways(
      Databases databases, Secret secret, int poolSize, @Nullable MeterRegistry meters) {
    this.databases = databases;
    this.secret = secret;
    this.poolSize = poolSize;
    this.meters = meters;
    this.watch = open(new Cohort(Databases.MAIN, FIRST_COHORT), "watch", 1);
  }

  /** The pool of a cohort's gateway, in the database that the registry is in. */
  public DataSource pool(int cohort) {
    return pool(Databases.MAIN, cohort);
  }

  /**
   * The pool of a cohort's gateway in one of the databases.
   *
   * @throws com.genericcorp.hq.cli.Failed when this process does not know the database
   */
  public DataSource pool(String database, int cohort) {
    return pools.computeIfAbsent(
        new Cohort(database, cohort), wanted -> open(wanted, wanted.pool(), poolSize));
  }

  /**
   * One connection of its own for asking how the database is: requests that hold all others must
   * not make a server look broken, and be taken out of the load balancer, when it is merely busy.
   */
  public DataSource watch() {
    return watch;
  }

  /**
   * Connections outside all pools for hearing what the database announces: such a one is kept for
   * as long as it lives, and given up when it is silent for so long.
   */
  public ConnectionSource listening(Duration longestAnswer) {
    DatabaseSettings main = databases.main();
    return new ConnectionSource(main, login(main, FIRST_COHORT), "agenthq-live")
        .answeringWithin(longestAnswer);
  }

  private Login login(DatabaseSettings database, int cohort) {
    String user = new RoleNames(database.name()).gateway(cohort);
    return new Login(user, () -> DerivedPassword.of(secret.reveal(), user));
  }

  private HikariDataSource open(Cohort cohort, String name, int size) {
    DatabaseSettings database = databases.named(cohort.database());
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(
        new ConnectionSource(database, login(database, cohort.number()), "agenthq")
            .answeringWithin(LONGEST_ANSWER));
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(Math.min(1, size - 1));
    config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(WAIT_FOR_CONNECTION_SECONDS));
    config.setValidationTimeout(TimeUnit.SECONDS.toMillis(1));
    config.setMaxLifetime(TimeUnit.MINUTES.toMillis(LIFETIME_MINUTES));
    config.setIdleTimeout(TimeUnit.MINUTES.toMillis(2));
    // A server starts, and says why it is not ready, while its database is away.
    config.setInitializationFailTimeout(-1);
    if (meters != null) {
      config.setMetricRegistry(meters);
    }
    return new HikariDataSource(config);
  }

  /** Beside one another: each may wait for a login, and a server's stop has its bound. */
  @Override
  public void close() {
    Stream.concat(Stream.of(watch), pools.values().stream())
        .parallel()
        .forEach(HikariDataSource::close);
  }
}
