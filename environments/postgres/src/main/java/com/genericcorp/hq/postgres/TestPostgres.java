package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.files.Folders;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import com.genericcorp.hq.postgres.process.Signal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A real PostgreSQL for tests: as {@link PostgresCluster}, but in a temporary folder, not durable,
 * and gone when its JVM ends. Its user needs a JDBC driver on the class path.
 *
 * <pre>{@code
 * TestPostgres.Database database = TestPostgres.shared().freshDatabase();
 * DriverManager.getConnection(database.url(), database.migrator().user(), …)
 * }</pre>
 */
public final class TestPostgres implements AutoCloseable {
  private static final PostgresAccount SUPERUSER =
      new PostgresAccount(PostgresConfiguration.SUPERUSER, "test-superuser");
  private static final String PASSWORD = "test-migrator";
  private static final String OWNER = "owner";
  private static final AtomicInteger DATABASES = new AtomicInteger();
  private static @Nullable TestPostgres shared;

  private final Path folder;
  private PostgresCluster cluster;
  private PostgresCluster.Running running;

  /**
   * An empty database with logins of its own.
   *
   * @param migrator owns the database; a plain login with {@code CREATEROLE}, as on RDS
   */
  public record Database(
      String host, int port, String name, PostgresAccount migrator, PostgresAccount superuser) {
    public String url() {
      return "jdbc:postgresql://%s:%d/%s".formatted(host, port, name);
    }

    /** A connection as the migrator. */
    public Connection connect() throws SQLException {
      return DriverManager.getConnection(url(), migrator.user(), migrator.password());
    }

    /** A connection as the superuser, for what a test must arrange. */
    public Connection connectAsSuperuser() throws SQLException {
      return DriverManager.getConnection(url(), superuser.user(), superuser.password());
    }
  }

  private TestPostgres(Path folder, PostgresOptions options)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.cluster = PostgresCluster.open(options);
    this.running = cluster.start();
  }

  /** The one server that all tests of this JVM share; started when first asked for. */
  public static synchronized TestPostgres shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** A server for one test alone, which may stop and kill it. */
  public static TestPostgres start() {
    try {
      Path all =
          Folders.makePrivate(
              Path.of(
                  System.getProperty("java.io.tmpdir"),
                  "hq-test-postgres-" + System.getProperty("user.name")));
      sweep(all);
      Path folder = Files.createTempDirectory(all, "cluster-");
      Files.writeString(folder.resolve(OWNER), ProcessIdentity.ofThisProcess().print());
      TestPostgres server = new TestPostgres(folder, options(folder));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop PostgreSQL"));
      return server;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(problem);
    }
  }

  private static PostgresOptions options(Path folder) {
    return PostgresOptions.durable(folder, "test", new PostgresAccount("migrator", PASSWORD))
        .withBinaries(cache())
        .forTests(SUPERUSER);
  }

  /** Where the tests of all modules keep the unpacked binaries between runs. */
  static Path cache() {
    String home = System.getProperty("user.home");
    return Path.of(Optional.ofNullable(System.getenv("XDG_CACHE_HOME")).orElse(home + "/.cache"))
        .resolve("hq/postgres");
  }

  /** Removes what killed JVMs left. */
  private static void sweep(Path all) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(all)) {
      for (Path folder : folders) {
        Path owner = folder.resolve(OWNER);
        boolean dead =
            Files.isRegularFile(owner)
                && ProcessIdentity.parse(Files.readString(owner))
                    .filter(ProcessIdentity::isAlive)
                    .isEmpty();
        if (dead) {
          ClusterProcesses.of(PostgresOptions.dataIn(folder)).end(ClusterProcesses.UNHEALTHY);
          Trees.delete(folder);
        }
      }
    }
  }

  public int port() {
    return running.port();
  }

  /** A new empty database, owned by a new migrator. */
  public Database freshDatabase() {
    int number = DATABASES.incrementAndGet();
    Database database =
        new Database(
            "127.0.0.1",
            port(),
            "test_" + number,
            new PostgresAccount("migrator_" + number, PASSWORD),
            SUPERUSER);
    String url = "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(port());
    try (Connection connection =
            DriverManager.getConnection(url, SUPERUSER.user(), SUPERUSER.password());
        Statement statement = connection.createStatement()) {
      String migrator = database.migrator().user();
      statement.execute(
          "CREATE ROLE %s LOGIN CREATEROLE PASSWORD '%s'".formatted(migrator, PASSWORD));
      statement.execute("CREATE DATABASE %s OWNER %s".formatted(database.name(), migrator));
      return database;
    } catch (SQLException problem) {
      throw new IllegalStateException("no database for the test", problem);
    }
  }

  /** Stops the server as an administrator would: clients are disconnected. */
  public void stop() throws IOException {
    cluster.stop();
  }

  /** Kills the server's main process ({@code SIGKILL}): what a crash looks like. */
  public void kill() {
    Signal.KILL.send(running.process().pid());
  }

  /** Starts the server again on its port after {@link #stop} or {@link #kill}. */
  public void restart() throws IOException, InterruptedException {
    cluster = PostgresCluster.open(cluster.options().withPort(running.port()));
    running = cluster.start();
  }

  /** Ends the server without ceremony and removes its folder. */
  @Override
  public void close() {
    try {
      Signal.QUIT.end(running.process(), java.time.Duration.ofSeconds(5));
      cluster.stop();
      Trees.delete(folder);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
