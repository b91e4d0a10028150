package com.genericcorp.hq.local.processes;

import com.genericcorp.hq.postgres.files.LogFile;
import com.genericcorp.hq.postgres.process.Await;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import com.genericcorp.hq.postgres.process.ProcessTable;
import com.genericcorp.hq.postgres.process.Program;
import com.genericcorp.hq.postgres.process.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The Java processes of one environment. They are told by their command lines, not by files that
 * somebody could have been killed before writing; an id that was given to another program is
 * therefore never taken for ours.
 *
 * @param state the environment's folder
 */
public record LocalProcesses(Path state) {
  // A JVM, and those that become one; nobody who merely mentions it.
  private static final Set<String> PROGRAMS = Set.of("java", "setsid", "perl");
  private static final Duration KILLED = Duration.ofSeconds(5);

  /** All that run now. */
  public List<LocalProcess> all() {
    return ProcessTable.ofThisMachine().all().stream()
        .flatMap(seen -> ours(seen).stream())
        .toList();
  }

  public List<LocalProcess> all(Part part) {
    return all().stream().filter(process -> process.part() == part).toList();
  }

  private Optional<LocalProcess> ours(ProcessTable.Seen seen) {
    if (seen.program().filter(program -> !PROGRAMS.contains(program)).isPresent()) {
      return Optional.empty();
    }
    String mark = Jvm.mark(state);
    int at = seen.command().indexOf(mark);
    if (at < 0) {
      return Optional.empty();
    }
    String rest = seen.command().substring(at + mark.length());
    for (Part part : Part.values()) {
      if (rest.startsWith(part + " ")) {
        return Optional.of(new LocalProcess(part, Jvm.settingsIn(rest), seen.identity()));
      }
    }
    return Optional.empty();
  }

  /**
   * Starts a process that outlives this one; what it prints is appended to the log.
   *
   * @param archive see {@link Jvm#program}
   */
  public Started start(Jvm jvm, List<String> archive, Path log) throws IOException {
    LogFile file = new LogFile(log);
    file.rotate();
    Process process = jvm.program(state, archive).startDetached(log);
    return new Started(jvm.part(), file, file.size(), process);
  }

  /** Runs a process to its end. */
  public Program.Ended run(Jvm jvm, List<String> archive) throws IOException, InterruptedException {
    return jvm.program(state, archive).run("");
  }

  /** Runs a process to its end with this one's terminal; its exit code. */
  public int runInTerminal(Jvm jvm, List<String> archive) throws IOException, InterruptedException {
    return jvm.program(state, archive).runInTerminal();
  }

  /**
   * Asks the processes to end ({@code SIGTERM}) and waits; what has not ended by then is killed.
   *
   * @return whether all ended by themselves
   */
  public static boolean stop(List<LocalProcess> processes, Duration patience) {
    List<ProcessIdentity> all = processes.stream().map(LocalProcess::identity).toList();
    all.forEach(process -> Signal.TERM.send(process.pid()));
    boolean orderly = Await.until(() -> all.stream().noneMatch(ProcessIdentity::isAlive), patience);
    if (!orderly) {
      all.stream()
          .filter(ProcessIdentity::isAlive)
          .forEach(process -> Signal.KILL.send(process.pid()));
      Await.until(() -> all.stream().noneMatch(ProcessIdentity::isAlive), KILLED);
    }
    return orderly;
  }
}
