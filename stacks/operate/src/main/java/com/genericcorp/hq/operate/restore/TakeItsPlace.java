package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** Gives the restored instance the name by which the service finds its database. */
final class TakeItsPlace implements Step<Restore> {
  @Override
  public String name() {
    return "Give the restored one its name";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.isSwitched()
        ? Optional.of("it is " + restore.names.present())
        : Optional.empty();
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    if (restore.instances.canBeRenamed(restore.names.side())) {
      restore.instances.modify(
          restore.names.side(), change -> change.newDBInstanceIdentifier(restore.names.present()));
    }
    restore.instances.awaitAvailable(restore.names.present());
  }
}
