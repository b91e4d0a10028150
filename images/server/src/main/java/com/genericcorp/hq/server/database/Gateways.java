package com.genericcorp.hq.server.database;

import static java.util.Comparator.comparingInt;

import com.genericcorp.hq.server.config.Secret;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * One small pool of connections for each cohort's gateway login, opened when first used. All pools
 * together have at most {@value #POOLS} times a pool's connections, however many cohorts there are;
 * those of cohorts that nobody asks for are closed after two minutes. The logins inherit nothing,
 * so an idle connection has no rights in any organisation's schema.
 */
public final class Gateways implements AutoCloseable {
  /** Every installation has it; its login also reads the registry. */
  public static final int FIRST_COHORT = 1;

  /** So many full pools, that of the first cohort included, a process may have at once. */
  static final int POOLS = 8;

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
  private final HikariDataSource limits;
  private final Map<Cohort, HikariDataSource> pools = new ConcurrentHashMap<>();
  // Not those of the first cohort: without the registry no request is answered.
  private final ConnectionPlaces places;

  private record Cohort(String database, int number) {
    private static final Cohort FIRST = new Cohort(Databases.MAIN, FIRST_COHORT);

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
    this.places = new ConnectionPlaces(poolSize * (POOLS - 1), this::closeIdle);
    this.watch = open(connections(Cohort.FIRST), "watch", 1, 0);
    this.limits = open(connections(Cohort.FIRST), "limits", 1, 0);
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
    return pools.computeIfAbsent(new Cohort(database, cohort), this::open);
  }

  private HikariDataSource open(Cohort cohort) {
    boolean first = cohort.equals(Cohort.FIRST);
    ConnectionSource source = first ? connections(cohort) : connections(cohort).within(places);
    // Most cohorts of many are asked for now and then: they keep none.
    int idle = first ? Math.min(1, poolSize - 1) : 0;
    return open(source, cohort.pool(), poolSize, idle);
  }

  /**
   * One connection of its own for asking how the database is: requests that hold all others must
   * not make a server look broken, and be taken out of the load balancer, when it is merely busy.
   */
  public DataSource watch() {
    return watch;
  }

  /**
   * One connection for what the servers tell one another about limits: whoever keeps all others
   * busy must not keep the limits from holding.
   */
  public DataSource limits() {
    return limits;
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

  /**
   * New connections outside all pools, for work that touches the tables of many organisations: what
   * their backends remember of them ends with each.
   */
  public ConnectionSource ofNoPool() {
    return connections(Cohort.FIRST);
  }

  /** Of one pool, which has no use for them now: the busiest are spared. */
  private void closeIdle() {
    pools.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(Cohort.FIRST))
        .map(entry -> entry.getValue().getHikariPoolMXBean())
        .filter(pool -> pool != null && pool.getIdleConnections() > 0)
        .min(
            comparingInt(HikariPoolMXBean::getActiveConnections)
                .thenComparing(comparingInt(HikariPoolMXBean::getIdleConnections).reversed()))
        .ifPresent(HikariPoolMXBean::softEvictConnections);
  }

  private ConnectionSource connections(Cohort cohort) {
    DatabaseSettings database = databases.named(cohort.database());
    return new ConnectionSource(database, login(database, cohort.number()), "agenthq")
        .answeringWithin(LONGEST_ANSWER);
  }

  private Login login(DatabaseSettings database, int cohort) {
    String user = new RoleNames(database.name()).gateway(cohort);
    return new Login(user, () -> DerivedPassword.of(secret.reveal(), user));
  }

  private HikariDataSource open(ConnectionSource source, String name, int size, int idle) {
    HikariConfig config = new HikariConfig();
    config.setPoolName(name);
    config.setDataSource(source);
    config.setMaximumPoolSize(size);
    config.setMinimumIdle(idle);
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
    Stream.concat(Stream.of(watch, limits), pools.values().stream())
        .parallel()
        .forEach(HikariDataSource::close);
  }
}
