package com.genericcorp.hq.postgres;

import com.genericcorp.hq.postgres.process.Await;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import com.genericcorp.hq.postgres.process.ProcessTable;
import com.genericcorp.hq.postgres.process.ProcessTable.Seen;
import com.genericcorp.hq.postgres.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The running processes of one data folder: the postmaster and, when that was killed, those it left
 * behind. Others are never touched, whatever {@code postmaster.pid} says.
 */
record ClusterProcesses(Path data, String clusterName) {
  private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(15);
  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(5);
  private static final Duration KILLED = Duration.ofSeconds(5);
  // A backend told to quit needs a few milliseconds; one that hangs is killed.
  private static final Duration QUIT = Duration.ofMillis(500);

  static ClusterProcesses of(PostgresOptions options) {
    return new ClusterProcesses(options.data(), PostgresConfiguration.clusterName(options));
  }

  /** The live postmaster as its file describes it. */
  record Postmaster(ProcessIdentity process, PostmasterFile file) {}

  /** The postmaster that works in the folder now; a process id that was given away is none. */
  Optional<Postmaster> postmaster() {
    return PostmasterFile.read(data)
        .flatMap(
            file ->
                ProcessTable.ofThisMachine()
                    .find(file.pid())
                    .filter(this::isOurs)
                    .map(seen -> new Postmaster(identity(seen), file)));
  }

  /**
   * Ends all processes of the folder: the postmaster first, as a fast shutdown, then what is left.
   */
  void end() {
    postmaster().ifPresent(this::end);
    endLeftovers();
  }

  private void end(Postmaster postmaster) {
    // Fast: clients are disconnected, then a checkpoint. Immediate: recovery at the next start.
    boolean ended =
        Signal.INT.end(postmaster.process(), FAST_SHUTDOWN)
            || Signal.QUIT.end(postmaster.process(), IMMEDIATE_SHUTDOWN)
            || Signal.KILL.end(postmaster.process(), KILLED);
    if (!ended) {
      throw new com.genericcorp.hq.cli.Failed(
          "PostgreSQL (process %d) could not be stopped even by SIGKILL; see 'ps' what it waits for",
          postmaster.process().pid());
    }
  }

  /** Ends processes that a killed postmaster left behind: they hold its shared memory. */
  void endLeftovers() {
    List<ProcessIdentity> left = leftovers();
    if (left.isEmpty()) {
      return;
    }
    left.forEach(process -> Signal.QUIT.send(process.pid()));
    if (!Await.until(() -> left.stream().noneMatch(ProcessIdentity::isAlive), QUIT)) {
      left.stream()
          .filter(ProcessIdentity::isAlive)
          .forEach(process -> Signal.KILL.send(process.pid()));
      Await.until(() -> left.stream().noneMatch(ProcessIdentity::isAlive), KILLED);
    }
  }

  /** Live processes of this folder. */
  List<ProcessIdentity> leftovers() {
    return ProcessTable.ofThisMachine().all().stream()
        .filter(this::isOurs)
        .map(ClusterProcesses::identity)
        .toList();
  }

  private boolean isOurs(Seen seen) {
    if (seen.folder().isPresent() && isPostgres(seen.command())) {
      return seen.folder().get().equals(real(data));
    }
    return seen.command().startsWith("postgres: " + clusterName + ":")
        || (isPostgres(seen.command()) && seen.command().contains("-D " + data));
  }

  private static boolean isPostgres(String command) {
    String program = command.split(" ", 2)[0];
    return program.endsWith("/postgres") || program.equals("postgres:");
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThere) {
      return folder;
    }
  }

  private static ProcessIdentity identity(Seen seen) {
    return new ProcessIdentity(seen.pid(), seen.started());
  }
}
