package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.Failed;
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
import java.util.Set;
import java.util.function.Predicate;

/**
 * The running processes of one cluster: its postmaster and, when that was killed, those it left
 * behind. Others are never touched, whatever {@code postmaster.pid} says.
 */
record ClusterProcesses(Path data, String clusterName) {
  /** How long a healthy server may take to disconnect its clients and write a checkpoint. */
  static final Duration ORDERLY = Duration.ofSeconds(15);

  /** The same for one that does not answer. */
  static final Duration UNHEALTHY = Duration.ofSeconds(1);

  private static final Duration IMMEDIATE_SHUTDOWN = Duration.ofSeconds(1);
  private static final Duration KILLED = Duration.ofSeconds(5);
  // A backend told to quit needs a few milliseconds; one that hangs is killed.
  private static final Duration QUIT = Duration.ofMillis(500);

  // The server, and those that become it; nobody who merely mentions its folder.
  private static final Set<String> PROGRAMS =
      Set.of("postgres", "setsid", "perl", "unshare", "setpriv");

  static ClusterProcesses of(Path data) {
    return new ClusterProcesses(data, PostgresConfiguration.clusterName(data));
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
                    .filter(this::worksInData)
                    .map(seen -> new Postmaster(seen.identity(), file)));
  }

  /** Ends the postmaster, giving it that time for a fast shutdown, then what is left. */
  void end(Duration patience) {
    postmaster().ifPresent(found -> end(found.process(), patience));
    endLeftovers();
  }

  private static void end(ProcessIdentity postmaster, Duration patience) {
    // INT is PostgreSQL's fast shutdown, QUIT its immediate one: recovery at the next start.
    boolean ended =
        Signal.INT.end(postmaster, patience)
            || Signal.QUIT.end(postmaster, IMMEDIATE_SHUTDOWN)
            || Signal.KILL.end(postmaster, KILLED);
    if (!ended) {
      throw new Failed(
          "PostgreSQL (process %d) could not be stopped even by SIGKILL; 'ps' says what it waits for",
          postmaster.pid());
    }
  }

  /** Ends processes that a killed postmaster left behind: they hold its shared memory. */
  void endLeftovers() {
    end(running());
  }

  /** Kills what still makes data in a folder that is to be thrown away. */
  static void killWorkingIn(Path unfinished) {
    Predicate<Seen> works =
        seen ->
            seen.command().contains("--pgdata=" + unfinished)
                || seen.folder().filter(folder -> folder.startsWith(unfinished)).isPresent();
    matching(works).forEach(process -> Signal.KILL.send(process.pid()));
  }

  private static void end(List<ProcessIdentity> processes) {
    processes.forEach(process -> Signal.QUIT.send(process.pid()));
    if (!Await.until(() -> processes.stream().noneMatch(ProcessIdentity::isAlive), QUIT)) {
      processes.stream()
          .filter(ProcessIdentity::isAlive)
          .forEach(process -> Signal.KILL.send(process.pid()));
      Await.until(() -> processes.stream().noneMatch(ProcessIdentity::isAlive), KILLED);
    }
  }

  /** All processes that work in the folder now, postmaster included. */
  List<ProcessIdentity> running() {
    return matching(this::worksInData);
  }

  private static List<ProcessIdentity> matching(Predicate<Seen> condition) {
    return ProcessTable.ofThisMachine().all().stream()
        .filter(condition)
        .map(Seen::identity)
        .toList();
  }

  private boolean worksInData(Seen seen) {
    String command = seen.command();
    if (seen.program().filter(program -> !PROGRAMS.contains(program)).isPresent()) {
      return false;
    }
    boolean inFolder = seen.folder().filter(real(data)::equals).isPresent();
    boolean isServer = (command + " ").contains("/postgres -D " + data + " ");
    boolean isChild = command.startsWith("postgres: " + clusterName + ":");
    return isServer || isChild || (inFolder && seen.program().isPresent());
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException notThere) {
      return folder;
    }
  }
}
