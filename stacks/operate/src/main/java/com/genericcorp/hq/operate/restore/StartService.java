package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.Map;

/** Starts as many tasks as there were, and waits until they serve. */
final class StartService implements Step<Restore> {
  @Override
  public String name() {
    return "Start the service";
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    Map<String, String> tags = Instances.tags(restore.requireRestored());
    int planned = restore.environment.server().replicas().planned();
    restore.scale.start(
        Integer.parseInt(tags.getOrDefault(Marks.TASKS, Integer.toString(planned))));
  }
}
