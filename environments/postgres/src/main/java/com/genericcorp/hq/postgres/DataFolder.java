package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.files.AtomicFile;
import com.genericcorp.hq.cli.files.Trees;
import com.genericcorp.hq.postgres.files.Folders;
import com.genericcorp.hq.postgres.process.Await;
import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The cluster's data: made once, under a temporary name until it is whole, with the migrator and
 * its database in it.
 */
record DataFolder(PostgresOptions options, PostgresBinaries binaries, Unprivileged unprivileged) {
  private static final String UNFINISHED = "data.unfinished-";
  private static final Duration LONGEST_REMOVAL = Duration.ofSeconds(5);
  private static final String MAJOR = "17";

  /** Makes the data unless they are there; what a killed process half made is removed. */
  void ensure() throws IOException, InterruptedException {
    removeUnfinished();
    if (!Files.exists(options.data())) {
      initialise();
    }
    requireVersion();
  }

  private void removeUnfinished() throws IOException {
    try (DirectoryStream<Path> left = Files.newDirectoryStream(options.state(), UNFINISHED + "*")) {
      for (Path folder : left) {
        // The initdb of a killed caller goes on writing, and starting others, until it is ended.
        Await.until(() -> removed(folder), LONGEST_REMOVAL);
        Trees.delete(folder);
      }
    }
  }

  private boolean removed(Path folder) {
    ClusterProcesses.killWorkingIn(folder);
    try {
      Trees.delete(folder);
      return true;
    } catch (IOException somethingWasWritten) {
      return false;
    }
  }

  private void initialise() throws IOException, InterruptedException {
    Path unfinished = Files.createTempDirectory(options.state(), UNFINISHED);
    unprivileged.own(unfinished);
    // Named so that it is removed with the folder, should this process be killed.
    Path password = Path.of(unfinished + ".superuser");
    try {
      AtomicFile.writePrivate(password, superuserPassword() + "\n");
      unprivileged.own(password);
      List<String> words =
          new ArrayList<>(
              List.of(
                  binaries.program("initdb").toString(),
                  "--pgdata=" + unfinished,
                  "--username=" + PostgresConfiguration.SUPERUSER,
                  "--pwfile=" + password,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale-provider=builtin",
                  "--builtin-locale=C.UTF-8",
                  "--locale=C",
                  "--no-instructions"));
      if (!options.durable()) {
        words.add("--no-sync");
      }
      Program.Ended initdb = unprivileged.program(words, options.state()).run("");
      if (initdb.exit() != 0) {
        throw new Failed(
            "initdb could not make PostgreSQL's data in %s:%n%s",
            options.state(), initdb.output().strip());
      }
    } finally {
      Files.deleteIfExists(password);
    }
    bootstrap(unfinished);
    Files.move(unfinished, options.data(), StandardCopyOption.ATOMIC_MOVE);
    Folders.force(options.state());
  }

  private void bootstrap(Path data) throws IOException, InterruptedException {
    ScramVerifier verifier = ScramVerifier.of(options.migrator().password());
    String migrator = options.migrator().user();
    singleUser(
        data,
        List.of(
            "CREATE ROLE %s LOGIN CREATEROLE PASSWORD '%s'".formatted(migrator, verifier.text()),
            "CREATE DATABASE %s OWNER %s".formatted(options.database(), migrator)));
    remember(data, verifier);
  }

  /** Whether the migrator's wanted password is the one that it has. */
  boolean hasPassword() throws IOException {
    Path file = verifierFile(options.data());
    return Files.isRegularFile(file)
        && new ScramVerifier(Files.readString(file).strip()).matches(options.migrator().password());
  }

  /** Gives the migrator the wanted password; only while no server runs. */
  void setPassword() throws IOException, InterruptedException {
    ScramVerifier verifier = ScramVerifier.of(options.migrator().password());
    String migrator = options.migrator().user();
    singleUser(
        options.data(),
        List.of("ALTER ROLE %s PASSWORD '%s'".formatted(migrator, verifier.text())));
    remember(options.data(), verifier);
  }

  /** Writes the configuration; only while no server runs. */
  void configure(int port) throws IOException {
    PostgresConfiguration configuration = PostgresConfiguration.of(options, port, binaries);
    unprivileged.own(options.data());
    write("postgresql.conf", configuration.postgresqlConf());
    write("pg_hba.conf", configuration.pgHbaConf());
  }

  /** Whether a server that runs was started with this configuration. */
  boolean isConfigured(int port) throws IOException {
    PostgresConfiguration configuration = PostgresConfiguration.of(options, port, binaries);
    return configuration.postgresqlConf().equals(read("postgresql.conf"))
        && configuration.pgHbaConf().equals(read("pg_hba.conf"));
  }

  private void write(String name, String text) throws IOException {
    Path file = options.data().resolve(name);
    AtomicFile.writePrivate(file, text);
    unprivileged.own(file);
  }

  private String read(String name) throws IOException {
    Path file = options.data().resolve(name);
    return Files.isRegularFile(file) ? Files.readString(file) : "";
  }

  private void remember(Path data, ScramVerifier verifier) throws IOException {
    AtomicFile.writePrivate(verifierFile(data), verifier.text() + "\n");
    unprivileged.own(verifierFile(data));
  }

  private static Path verifierFile(Path data) {
    return data.resolve("hq-migrator-verifier");
  }

  /** Runs statements as the superuser while no server runs: no login, no port. */
  private void singleUser(Path data, List<String> statements)
      throws IOException, InterruptedException {
    List<String> words =
        List.of(
            binaries.program("postgres").toString(),
            "--single",
            "-D",
            data.toString(),
            "-c",
            "exit_on_error=on",
            "-c",
            "log_checkpoints=off",
            "-c",
            "log_min_error_statement=panic",
            PostgresConfiguration.SUPERUSER);
    Program.Ended ended =
        unprivileged.program(words, options.state()).run(String.join("\n", statements) + "\n");
    if (ended.exit() != 0) {
      throw new Failed(
          "PostgreSQL's data in %s could not be set up:%n%s", data, ended.output().strip());
    }
  }

  private void requireVersion() throws IOException {
    Path file = options.data().resolve("PG_VERSION");
    String version = Files.isRegularFile(file) ? Files.readString(file).strip() : "none";
    if (!version.equals(MAJOR)) {
      throw new Failed(
          "%s holds data of PostgreSQL %s, but %s was expected; remove the folder to begin anew",
          options.data(), version, MAJOR);
    }
  }

  private String superuserPassword() {
    byte[] unknownToAll = new byte[24];
    new SecureRandom().nextBytes(unknownToAll);
    return options
        .superuser()
        .map(PostgresAccount::password)
        .orElse(HexFormat.of().formatHex(unknownToAll));
  }
}
