package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.files.Folders;
import com.genericcorp.hq.postgres.files.LockFile;
import com.genericcorp.hq.postgres.files.LogFile;
import com.genericcorp.hq.postgres.process.Await;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL 17 cluster in a folder. Its server outlives the JVM that started it and is found
 * again by any other; whatever was killed, the next {@link #start} brings it up at once.
 */
public final class PostgresCluster {
  private static final Duration LONGEST_CHANGE_BY_ANOTHER = Duration.ofSeconds(60);
  // Recovery replays what was written since the last checkpoint: seconds at most.
  private static final Duration LONGEST_RECOVERY = Duration.ofSeconds(120);
  private static final Duration HEALTH = Duration.ofSeconds(2);
  private static final int ATTEMPTS = 5;
  // A port taken in between; processes of a killed server that had not ended yet.
  private static final List<String> PASSING =
      List.of("could not bind", "shared memory block", "postmaster.pid\" already exists");

  private final PostgresOptions options;
  private final Optional<Unprivileged> way;
  private final ClusterProcesses processes;

  /** A server that runs and takes logins on 127.0.0.1. */
  public record Running(ProcessIdentity process, int port) {}

  private PostgresCluster(PostgresOptions options, Optional<Unprivileged> way) {
    this.options = options;
    this.way = way;
    this.processes = ClusterProcesses.of(options.data());
  }

  /** The cluster that lives, or will live, in {@code options.state()}; touches nothing yet. */
  public static PostgresCluster open(PostgresOptions options) {
    return new PostgresCluster(options, Optional.empty());
  }

  /** The same, run in this way instead of the first that works here. */
  static PostgresCluster open(PostgresOptions options, Unprivileged way) {
    return new PostgresCluster(options, Optional.of(way));
  }

  public PostgresOptions options() {
    return options;
  }

  /**
   * Unpacks PostgreSQL's programs unless they are there; {@link #start} does it, too, and waits for
   * whoever is at it. A problem is left to that.
   */
  public static void tryUnpack(Path binaries) {
    try {
      PostgresBinaries.in(binaries);
    } catch (IOException | RuntimeException saidByStart) {
      // Nothing is lost but time.
    }
  }

  /** The server, if one runs in this folder and takes logins. */
  public Optional<Running> running() {
    return running(processes);
  }

  /** The server of the cluster that lives in this folder, if it runs and takes logins. */
  public static Optional<Running> runningIn(Path state) {
    return running(ClusterProcesses.of(PostgresOptions.dataIn(state)));
  }

  private static Optional<Running> running(ClusterProcesses processes) {
    return processes
        .postmaster()
        .filter(found -> found.file().ready())
        .filter(found -> PostgresHealth.takesLogins(found.file().port(), HEALTH))
        .map(found -> new Running(found.process(), found.file().port()));
  }

  /**
   * Starts the server, with all that it needs: binaries, data, migrator, database. One that runs
   * already is taken if it is healthy and has the wanted configuration, else stopped first.
   *
   * @throws Failed with the server's last log lines when it does not start
   */
  public Running start() throws IOException, InterruptedException {
    Folders.makePrivate(options.state());
    try (LockFile lock = lock(options.state())) {
      PostgresBinaries binaries = PostgresBinaries.in(options.binaries());
      Unprivileged unprivileged = way.isPresent() ? way.get() : Unprivileged.in(options.state());
      DataFolder data = new DataFolder(options, binaries, unprivileged);
      data.ensure();
      Optional<Running> running = running();
      if (running.isPresent() && fits(running.get(), data)) {
        return running.get();
      }
      boolean healthy = running.isPresent();
      end(processes, healthy ? ClusterProcesses.ORDERLY : ClusterProcesses.UNHEALTHY);
      if (!data.hasPassword()) {
        unprivileged.own(options.data());
        data.setPassword();
      }
      return launch(data);
    }
  }

  /** Stops the server and everything that it left behind; none running is no error. */
  public void stop() throws IOException {
    stop(options.state());
  }

  /**
   * Stops the cluster that lives in this folder; nothing else needs to be known of it.
   *
   * @return whether anything ran
   */
  public static boolean stop(Path state) throws IOException {
    if (!Files.isDirectory(state)) {
      return false;
    }
    ClusterProcesses processes = ClusterProcesses.of(PostgresOptions.dataIn(state));
    try (LockFile lock = lock(state)) {
      boolean ran = !processes.running().isEmpty();
      end(processes, ClusterProcesses.ORDERLY);
      return ran;
    }
  }

  private static void end(ClusterProcesses processes, Duration patience) throws IOException {
    processes.end(patience);
    // Nobody works here any more: an old file could name a process id that was given away.
    Files.deleteIfExists(PostmasterFile.in(processes.data()));
  }

  private static LockFile lock(Path state) throws IOException {
    String holder = "process " + ProcessHandle.current().pid();
    return LockFile.acquire(state.resolve(".lock"), holder, LONGEST_CHANGE_BY_ANOTHER);
  }

  private boolean fits(Running running, DataFolder data) throws IOException {
    return (options.port() == 0 || options.port() == running.port())
        && data.isConfigured(running.port())
        && data.hasPassword();
  }

  private Running launch(DataFolder data) throws IOException, InterruptedException {
    LogFile log = new LogFile(options.log());
    log.rotate();
    String said = "";
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int port = options.port() == 0 ? freePort() : options.port();
      data.configure(port);
      long before = log.size();
      Process postmaster = spawn(data);
      Optional<Running> running = awaitReady(postmaster);
      if (running.isPresent()) {
        return running.get();
      }
      said = log.linesSince(before, 10);
      if (PASSING.stream().noneMatch(said::contains)) {
        break;
      }
      end(processes, ClusterProcesses.UNHEALTHY);
    }
    if (said.contains("could not bind")) {
      throw new Failed("port %d on 127.0.0.1 is taken; choose another", options.port());
    }
    throw new Failed("PostgreSQL did not start; the last lines of %s:%n%s", log.path(), said);
  }

  private Process spawn(DataFolder data) throws IOException {
    Path folder = options.data();
    List<String> words =
        List.of(data.binaries().program("postgres").toString(), "-D", folder.toString());
    return data.unprivileged().program(words, options.state()).startDetached(options.log());
  }

  /** The server once it takes connections; empty when it ended instead. */
  private Optional<Running> awaitReady(Process postmaster) {
    Await.until(() -> !postmaster.isAlive() || isReady(postmaster.pid()), LONGEST_RECOVERY);
    if (!postmaster.isAlive()) {
      return Optional.empty();
    }
    if (!isReady(postmaster.pid())) {
      throw new Failed(
          "PostgreSQL has not become ready within %d s and goes on trying; see %s",
          LONGEST_RECOVERY.toSeconds(), options.log());
    }
    return running();
  }

  private boolean isReady(long pid) {
    return PostmasterFile.read(options.data())
        .filter(file -> file.pid() == pid && file.ready())
        .isPresent();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
