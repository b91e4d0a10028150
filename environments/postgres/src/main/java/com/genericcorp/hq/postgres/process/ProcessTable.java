package com.genericcorp.hq.postgres.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the operating system says about processes. A zombie counts as dead. */
public interface ProcessTable {
  /**
   * A process that runs now.
   *
   * @param started tells it from every other process that has had or will have the same id
   * @param program the file name of the program that it runs, where the system tells it
   * @param command its command line as the system shows it; empty when it may not be read
   * @param folder its working directory, where the system tells it
   */
  record Seen(
      long pid, String started, Optional<String> program, String command, Optional<Path> folder) {
    public ProcessIdentity identity() {
      return new ProcessIdentity(pid, started);
    }
  }

  /** The process of this id, or empty when there is none or only a zombie is left. */
  Optional<Seen> find(long pid);

  /** All processes that run now. */
  List<Seen> all();

  /** The table of this machine: {@code /proc} where it is (Linux), else {@code ps} (macOS). */
  static ProcessTable ofThisMachine() {
    return Files.isReadable(Path.of("/proc/self/stat")) ? new ProcFolder() : new PsCommand();
  }
}
