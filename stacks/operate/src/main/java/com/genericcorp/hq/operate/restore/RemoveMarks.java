package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;

/** Takes the restore's tags off again: nobody described them. */
final class RemoveMarks implements Step<Restore> {
  @Override
  public String name() {
    return "Remove the restore's marks";
  }

  @Override
  public void run(Restore restore) {
    restore.instances.untag(restore.requireRestored(), Marks.ALL);
  }
}
