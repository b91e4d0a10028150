package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import java.util.Optional;

/** Gives the present instance another name. It stays, and cannot be deleted by accident. */
final class SetPresentAside implements Step<Restore> {
  @Override
  public String name() {
    return "Set the present database aside";
  }

  @Override
  public Optional<String> skip(Restore restore) {
    return restore.isSwitching()
        ? Optional.of("it is " + restore.names.before())
        : Optional.empty();
  }

  @Override
  public void run(Restore restore) throws InterruptedException {
    if (restore.instances.canBeRenamed(restore.names.present())) {
      restore.instances.modify(
          restore.names.present(),
          change ->
              change.newDBInstanceIdentifier(restore.names.before()).deletionProtection(true));
    }
    restore.instances.awaitAvailable(restore.names.before());
  }
}
