package com.genericcorp.hq.server.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.TestPostgres;
import com.genericcorp.hq.server.Main;
import com.genericcorp.hq.server.TestInstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command of the image as a process, as operators and platforms start it. */
final class CommandProcess {
  record Ended(int code, String out, String err) {}

  private final Process process;
  private final Path out;
  private final Path err;

  private CommandProcess(Process process, Path out, Path err) {
    this.process = process;
    this.out = out;
    this.err = err;
  }

  /**
   * Starts a command.
   *
   * @param folder for what it writes
   * @param more variables beside, or instead of, those of the database
   */
  static CommandProcess start(
      Path folder, TestPostgres.Database database, Map<String, String> more, String... words)
      throws IOException {
    return start(folder, database, more, List.of(), words);
  }

  /** Starts a command through another one. */
  static CommandProcess start(
      Path folder,
      TestPostgres.Database database,
      Map<String, String> more,
      List<String> through,
      String... words)
      throws IOException {
    List<String> command = new ArrayList<>(through);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> variables = builder.environment();
    variables.put("DATABASE_HOST", database.host());
    variables.put("DATABASE_PORT", Integer.toString(database.port()));
    variables.put("DATABASE_NAME", database.name());
    variables.put("DATABASE_TLS", "disable");
    variables.put("MIGRATOR_USER", database.migrator().user());
    variables.put("MIGRATOR_PASSWORD", database.migrator().password());
    variables.put("GATEWAY_SECRET", TestInstallation.GATEWAY_SECRET.reveal());
    variables.putAll(more);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    return new CommandProcess(
        builder.redirectOutput(out.toFile()).redirectError(err.toFile()).start(), out, err);
  }

  /** What it has written to standard error so far. */
  String err() {
    return read(err);
  }

  /** Asks it to stop ({@code SIGTERM}). */
  void terminate() {
    process.destroy();
  }

  /** Lets it run for so long at the most, and then kills it ({@code SIGKILL}). */
  void killAfter(long millis) throws InterruptedException {
    if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
      process.destroyForcibly().waitFor();
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Ends it at once ({@code SIGKILL}); returns whether it had not ended before. */
  boolean kill() throws InterruptedException {
    boolean alive = process.isAlive();
    process.destroyForcibly();
    process.waitFor();
    return alive;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  Ended end() throws IOException, InterruptedException {
    return end(60);
  }

  Ended end(long seconds) throws IOException, InterruptedException {
    try {
      assertThat(process.waitFor(seconds, TimeUnit.SECONDS)).as(err()).isTrue();
      return new Ended(process.exitValue(), Files.readString(out), err());
    } finally {
      process.destroyForcibly();
    }
  }
}
