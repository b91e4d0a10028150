package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** Makes the probe and the sample organisations. */
final class Seed implements Step<Up> {
  @Override
  public String name() {
    return "Seed";
  }

  @Override
  public Optional<String> skip(Up up) {
    return Migrate.skipApplied(up);
  }

  @Override
  public void run(Up up) throws Exception {
    Migrate.runToItsEnd(up, up.plan().seed(), "seed");
    Applied.remember(up.plan(), up.cluster());
  }
}
