package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** Starts PostgreSQL and waits until it takes connections. */
final class StartPostgres implements Step<Up> {
  @Override
  public String name() {
    return "Start PostgreSQL";
  }

  @Override
  public Optional<String> skip(Up up) {
    return up.databaseKept ? Optional.of("runs already") : Optional.empty();
  }

  @Override
  public void run(Up up) throws Exception {
    up.cluster().start();
  }
}
