package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.processes.Jvm;
import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Brings the schemas up to date. */
final class Migrate implements Step<Up> {
  @Override
  public String name() {
    return "Migrate";
  }

  @Override
  public Optional<String> skip(Up up) {
    return skipApplied(up);
  }

  @Override
  public void run(Up up) throws Exception {
    runToItsEnd(up, up.plan().migrate(), "migrate");
  }

  static Optional<String> skipApplied(Up up) {
    try {
      return Applied.isCurrent(up.plan(), up.cluster())
          ? Optional.of("applied already")
          : Optional.empty();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  static void runToItsEnd(Up up, Jvm job, String name) throws IOException, InterruptedException {
    Program.Ended ended = up.processes.run(job, up.plan().serverArchive().reading());
    if (ended.exit() != 0) {
      throw new Failed(
          "the server's command '%s' ended with exit code %d and said:%n%s",
          name, ended.exit(), ended.output().strip());
    }
  }
}
