package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;

/** Has RDS delete the restored database: it has served its purpose. */
final class RemoveSide implements Step<Restore> {
  @Override
  public String name() {
    return "Remove the restored database";
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    boolean unused = Abandonment.of(restore);
  }
}
