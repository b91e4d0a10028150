package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Failed;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Gives a restore up before the switch: the present database stays what it is. */
public final class Abandonment {
  private Abandonment() {}

  /**
   * Removes the restored instance, and starts the service again where it was stopped for the
   * switch.
   *
   * @return whether there was one
   * @throws Failed when the present database is set aside already
   */
  public static boolean of(Restore restore) throws InterruptedException {
    Optional<DBInstance> side = restore.instances.find(restore.names.side());
    if (restore.isSwitching()) {
      throw new Failed(
          "%s is set aside already, so that the restore must be finished: run it again without"
              + " --abandon",
          restore.names.before());
    }
    if (side.isEmpty()) {
      return false;
    }
    String tasks = Instances.tags(side.get()).get(Marks.TASKS);
    if (tasks != null) {
      restore.scale.start(Integer.parseInt(tasks));
    }
    restore.instances.awaitAvailable(restore.names.side());
    restore.instances.modify(restore.names.side(), change -> change.deletionProtection(false));
    restore
        .instances
        .client()
        .deleteDBInstance(
            request ->
                request
                    .dbInstanceIdentifier(restore.names.side())
                    .skipFinalSnapshot(true)
                    .deleteAutomatedBackups(true));
    return true;
  }
}
