package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** Waits until RDS has restored it; a quarter of an hour is usual. */
final class AwaitSide implements Step<Restore> {
  @Override
  public String name() {
    return "Wait until it is restored";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.isSwitching() ? Optional.of("it was") : Optional.empty();
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    restore.instances.awaitAvailable(restore.names.side());
  }
}
