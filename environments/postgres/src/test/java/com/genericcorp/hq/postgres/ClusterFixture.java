package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A durable cluster in a temporary folder, gone at the end of its test. */
final class ClusterFixture implements AutoCloseable {
  static final PostgresAccount MIGRATOR = new PostgresAccount("migrator", "right-password");

  final Path folder;
  final PostgresOptions options;
  final PostgresCluster cluster;

  ClusterFixture() throws IOException {
    this(Files.createTempDirectory("hq cluster "));
  }

  private ClusterFixture(Path folder) {
    this.folder = folder;
    this.options =
        PostgresOptions.durable(folder.resolve("state"), "service", MIGRATOR)
            .withBinaries(TestPostgres.cache());
    this.cluster = PostgresCluster.open(options);
  }

  static Connection connect(int port, String user, String password) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:%d/service".formatted(port);
    return DriverManager.getConnection(url, user, password);
  }

  static Connection connect(PostgresCluster.Running running) throws SQLException {
    return connect(running.port(), MIGRATOR.user(), MIGRATOR.password());
  }

  static String ask(PostgresCluster.Running running, String query) throws SQLException {
    try (Connection connection = connect(running);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      answer.next();
      return answer.getString(1);
    }
  }

  static void tell(PostgresCluster.Running running, String sql) throws SQLException {
    try (Connection connection = connect(running);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  List<ProcessIdentity> processes() {
    return ClusterProcesses.of(options.data()).running();
  }

  @Override
  public void close() throws IOException {
    cluster.stop();
    Trees.delete(folder);
  }
}
