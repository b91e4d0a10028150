package com.genericcorp.hq.local.up;

import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.LocalProcesses;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.local.programs.ClassArchive;
import com.genericcorp.hq.local.state.LocalState;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.postgres.files.LockFile;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Ends an environment: no process and no port is left, whatever was killed before. */
public final class Down {
  // What the application contract grants, and a second to write the class archive.
  private static final Duration SERVER = Duration.ofSeconds(32);
  private static final Duration OTHERS = Duration.ofSeconds(5);

  private final LocalState state;
  private final LocalProcesses processes;

  public Down(LocalState state) {
    this.state = state;
    this.processes = new LocalProcesses(state.folder());
  }

  /**
   * Stops everything, the server first so that it can finish what it does.
   *
   * @param waiting told who holds the lock, if somebody does
   * @return whether anything ran
   */
  public boolean run(Consumer<String> waiting) throws IOException {
    if (!state.exists()) {
      return false;
    }
    try (LockFile lock = state.lock("down " + state.name(), waiting)) {
      return stop();
    }
  }

  /** Stops everything and removes its data. Certificates, secrets and programs are kept. */
  public void reset(Consumer<String> waiting) throws IOException {
    if (!state.exists()) {
      return;
    }
    try (LockFile lock = state.lock("reset " + state.name(), waiting)) {
      stop();
      // At one stroke: half of a database is worse than none.
      state.discard(state.postgres());
      state.discard(state.logs());
      state.removeDiscarded();
      Files.deleteIfExists(state.ports());
      Files.deleteIfExists(state.keys());
    }
  }

  /** Ends commands of the server that still run: whoever waits for them goes on. */
  void endJobs() {
    LocalProcesses.stop(processes.all(Part.JOB), OTHERS);
  }

  private boolean stop() throws IOException {
    Files.deleteIfExists(state.target());
    List<LocalProcess> jobs = processes.all(Part.JOB);
    List<LocalProcess> server = processes.all(Part.SERVER);
    List<LocalProcess> edge = processes.all(Part.EDGE);
    LocalProcesses.stop(jobs, OTHERS);
    boolean orderly = LocalProcesses.stop(server, SERVER);
    takeArchives(Plan.SERVER_ARCHIVE, orderly && !server.isEmpty());
    orderly = LocalProcesses.stop(edge, OTHERS);
    takeArchives(Plan.EDGE_ARCHIVE, orderly && !edge.isEmpty());
    boolean database = PostgresCluster.stop(state.postgres());
    return database || !jobs.isEmpty() || !server.isEmpty() || !edge.isEmpty();
  }

  private void takeArchives(String program, boolean orderly) throws IOException {
    if (!Files.isDirectory(state.programs())) {
      return;
    }
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(state.programs())) {
      for (Path folder : folders) {
        new ClassArchive(folder, program).take(orderly);
      }
    }
  }
}
