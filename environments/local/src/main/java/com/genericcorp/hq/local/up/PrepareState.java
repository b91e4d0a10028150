package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.programs.Programs;
import com.genericcorp.hq.local.state.Secrets;
import com.genericcorp.hq.postgres.PostgresCluster;

/** Makes folders, secrets and copies of the built programs; begins to unpack PostgreSQL. */
final class PrepareState implements Step<Up> {
  @Override
  public String name() {
    return "Prepare the state folder";
  }

  @Override
  public void run(Up up) throws Exception {
    up.state.prepare();
    up.state.removeDiscarded();
    // The longest single job of a first time. It locks its folder, so whoever needs it waits; and
    // whoever needs it says why it failed.
    Thread unpacking = new Thread(() -> PostgresCluster.tryUnpack(up.state.binaries()), "unpack");
    unpacking.setDaemon(true);
    unpacking.start();
    up.use(Secrets.ensure(up.state), Programs.copy(up.root, up.state.programs()));
  }
}
