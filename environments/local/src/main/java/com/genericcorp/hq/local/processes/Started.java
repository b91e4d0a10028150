package com.genericcorp.hq.local.processes;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.postgres.files.LogFile;
import java.io.IOException;

/**
 * A process that this one has just started.
 *
 * @param logged the log's size before
 */
public record Started(Part part, LogFile log, long logged, Process process) {
  private static final int LINES = 10;

  public boolean isAlive() {
    return process.isAlive();
  }

  /** Why there is nothing to wait for any more: the process has ended, and what it said. */
  public Failed ended() throws IOException {
    return new Failed(
        "the %s ended with exit code %d; the last lines of %s:%n%s",
        part, process.exitValue(), log.path(), log.linesSince(logged, LINES));
  }
}
