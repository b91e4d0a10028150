package com.genericcorp.hq.postgres.process;

import java.io.IOException;
import java.time.Duration;

/** What a process can be told from outside; see signal(7). */
public enum Signal {
  INT,
  QUIT,
  TERM,
  KILL;

  /** Sends it; a process that is already gone is no error. */
  public void send(long pid) {
    // The shell's own kill: small images have no program of that name.
    ProcessBuilder kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name() + " " + pid);
    kill.redirectError(ProcessBuilder.Redirect.DISCARD);
    kill.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    try {
      kill.start().waitFor();
    } catch (IOException problem) {
      throw new IllegalStateException("/bin/sh could not be started", problem);
    } catch (InterruptedException problem) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Sends it and waits until the process has ended.
   *
   * @return whether it has ended in time
   */
  public boolean end(ProcessIdentity process, Duration patience) {
    if (!process.isAlive()) {
      return true;
    }
    send(process.pid());
    return Await.until(() -> !process.isAlive(), patience);
  }
}
