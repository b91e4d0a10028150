package com.genericcorp.hq.operate.restore;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.operate.state.DatabaseState;
import java.io.IOException;

/**
 * Has Pulumi bring what depends on the database up to date, and nothing else: the tasks take the
 * master's password from the restored instance's secret, and their role may read it.
 */
final class UpdateDependents implements Step<Restore> {
  @Override
  public String name() {
    return "Update what depends on it (pulumi up)";
  }

  @Override
  public void run(Restore restore) throws IOException, InterruptedException {
    String stack = restore.environment.name();
    DatabaseState state =
        DatabaseState.parse(restore.pulumi.run("stack", "export", "--stack", stack));
    restore.pulumi.run(
        "up",
        "--yes",
        "--skip-preview",
        "--stack",
        stack,
        "--target",
        state.urn(),
        "--target-dependents");
  }
}
