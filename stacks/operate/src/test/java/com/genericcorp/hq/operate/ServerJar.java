package com.genericcorp.hq.operate;

import com.genericcorp.hq.model.ApplicationContract;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.postgres.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The server's jar as a task's container, on a real PostgreSQL. */
public final class ServerJar implements Container {
  private final TestPostgres.Database database;
  private final Path folder;

  /** With the shared schema in its database. */
  public ServerJar(TestPostgres.Database database, Path folder) throws Exception {
    this.database = database;
    this.folder = folder;
    Ended migrated = run(List.of("migrate"), Map.of());
    if (migrated.code() == null || migrated.code() != 0) {
      throw new IllegalStateException(migrated.toString());
    }
  }

  @Override
  public Ended run(List<String> words, Map<String, String> more)
      throws IOException, InterruptedException {
    Repository repository = Repository.find();
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                repository.root().resolve("images/server/target/agenthq-server.jar").toString()));
    command.addAll(words);
    Path written = Files.createTempFile(folder, "task", ".log");
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.putAll(
        ApplicationContract.variables(new Environments(repository.environments()).load("demo")));
    variables.putAll(more);
    variables.put("DATABASE_HOST", database.host());
    variables.put("DATABASE_PORT", Integer.toString(database.port()));
    variables.put("DATABASE_NAME", database.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("MIGRATOR_USER", database.migrator().user());
    variables.put("MIGRATOR_PASSWORD", database.migrator().password());
    variables.put("GATEWAY_SECRET", "a-gateway-secret-of-tests");
    // Both outputs come together, as in CloudWatch.
    Process process = builder.redirectErrorStream(true).redirectOutput(written.toFile()).start();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        throw new IllegalStateException(Files.readString(written));
      }
      return Ended.with(process.exitValue(), Files.readAllLines(written));
    } finally {
      process.destroyForcibly();
    }
  }
}
