package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.List;

/** Brings the restored copy to what the image works on: it may be older, and is thrown away. */
final class MigrateSide implements Step<Restore> {
  @Override
  public String name() {
    return "Migrate the restored database";
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    byte[] unused = OrganizationTasks.onSide(restore, List.of("migrate"));
  }
}
