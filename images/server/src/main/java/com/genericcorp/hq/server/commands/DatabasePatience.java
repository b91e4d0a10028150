package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.database.DatabaseWait;
import java.time.Duration;
import picocli.CommandLine.Option;

/** {@code --wait}, for commands that run as soon as a database starts. */
final class DatabasePatience {
  private static final int MOST_SECONDS = 3600;

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description =
          "How long to wait for a database that does not answer yet; 0: not at all. Default:"
              + " ${DEFAULT-VALUE}.")
  private int seconds;

  DatabaseWait asked() {
    if (seconds < 0 || seconds > MOST_SECONDS) {
      throw new InvalidInput("--wait is %d: expected seconds from 0 to %d", seconds, MOST_SECONDS);
    }
    return seconds == 0 ? DatabaseWait.NONE : DatabaseWait.told(Duration.ofSeconds(seconds));
  }
}
