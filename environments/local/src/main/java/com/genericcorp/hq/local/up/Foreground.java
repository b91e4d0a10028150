package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.local.processes.LocalProcess;
import com.genericcorp.hq.local.processes.Part;
import com.genericcorp.hq.postgres.PostgresCluster;
import com.genericcorp.hq.postgres.files.LockFile;
import com.genericcorp.hq.postgres.files.LogFile;
import com.genericcorp.hq.postgres.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stays with what runs. A part that ends by itself ends the rest, too: half an environment helps
 * nobody, and the next {@code up} recovers everything at once.
 */
final class Foreground {
  private static final long PAUSE_MILLIS = 250;
  private static final int LINES = 10;
  private static final String POSTGRES = "postgres";
  private static final List<String> PARTS =
      List.of(Part.EDGE.toString(), Part.SERVER.toString(), POSTGRES);

  private final Up up;
  private final Consumer<String> notice;

  Foreground(Up up, Consumer<String> notice) {
    this.up = up;
    this.notice = notice;
  }

  /**
   * Watches until another command has stopped everything.
   *
   * @return the exit code: 0
   * @throws Failed when a part has ended by itself; the others are stopped
   */
  int watch() throws IOException, InterruptedException {
    Map<String, ProcessIdentity> watched = parts();
    while (true) {
      Optional<String> ended = firstEnded(watched);
      if (ended.isEmpty()) {
        Thread.sleep(PAUSE_MILLIS);
        continue;
      }
      // A command that changes what runs holds the lock: see what is left when it is done.
      try (LockFile lock = up.state.lock("up " + up.state.name(), holder -> {})) {
        watched = parts();
      }
      if (!Files.exists(up.state.target())) {
        notice.accept("Stopped by another command.");
        return 0;
      }
      if (firstEnded(watched).isPresent()) {
        String said = lastLines(ended.get());
        new Down(up.state).run(notice);
        throw new Failed(
            "the %s has ended by itself, and the rest was stopped; its last lines:%n%s",
            ended.get(), said);
      }
    }
  }

  /** Server, edge and database, as far as they run. */
  private Map<String, ProcessIdentity> parts() {
    Map<String, ProcessIdentity> parts = new LinkedHashMap<>();
    for (LocalProcess process : up.processes.all()) {
      if (process.part() != Part.JOB) {
        parts.put(process.part().toString(), process.identity());
      }
    }
    Optional<PostgresCluster.Running> database = up.cluster().running();
    database.ifPresent(running -> parts.put(POSTGRES, running.process()));
    return parts;
  }

  private static Optional<String> firstEnded(Map<String, ProcessIdentity> watched) {
    return PARTS.stream()
        .filter(part -> !watched.containsKey(part) || !watched.get(part).isAlive())
        .findFirst();
  }

  private String lastLines(String part) throws IOException {
    return new LogFile(up.state.log(part)).linesSince(0, LINES);
  }
}
