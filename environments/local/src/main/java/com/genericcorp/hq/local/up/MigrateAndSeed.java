package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.postgres.process.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Brings the schemas up to date, and makes the probe and the sample organisations: in one JVM,
 * whose start takes as long as either.
 */
final class MigrateAndSeed implements Step<Up> {
  @Override
  public String name() {
    return "Migrate and seed";
  }

  @Override
  public Optional<String> skip(Up up) {
    try {
      return Applied.isCurrent(up.plan(), up.cluster())
          ? Optional.of("applied already")
          : Optional.empty();
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @Override
  public void run(Up up) throws Exception {
    Program.Ended ended =
        up.processes.run(up.plan().migrateAndSeed(), up.plan().serverArchive().reading());
    if (ended.exit() != 0) {
      throw new Failed(
          "the server's command 'seed --migrate' ended with exit code %d and said:%n%s",
          ended.exit(), ended.output().strip());
    }
    Applied.remember(up.plan(), up.cluster());
  }
}
