package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/**
 * Stops what writes, so that nothing is written that the switch would silently leave behind. How
 * many tasks there were is remembered on the restored instance.
 */
final class StopService implements Step<Restore> {
  @Override
  public String name() {
    return "Stop the service";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.isSwitching()
        ? Optional.of("the database that it wrote to is set aside")
        : Optional.empty();
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    DBInstance restored = restore.requireRestored();
    if (!Instances.tags(restored).containsKey(Marks.TASKS)) {
      restore.instances.tag(restored, Marks.TASKS, Integer.toString(restore.scale.desired()));
    }
    restore.scale.stop();
  }
}
