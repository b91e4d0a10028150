package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.stack.Change;
import com.genericcorp.hq.deploy.stack.Changes;
import com.genericcorp.hq.deploy.stack.Operation;

/** What would change, in a few lines; what would be lost, in any case. */
final class PreviewChanges implements Step<Deployment> {
  private static final int SHOWN = 30;

  @Override
  public String name() {
    return "Preview";
  }

  @Override
  public void run(Deployment deployment) {
    Changes changes;
    try {
      changes = deployment.stack().preview();
    } catch (Failed problem) {
      deployment.restoreConfig();
      throw problem;
    }
    deployment.plan(changes);
    deployment.say.accept("    " + changes.planned());
    changes.all().stream()
        .filter(one -> one.operation() != Operation.CREATE)
        .limit(SHOWN)
        .forEach(one -> deployment.say.accept("    " + one.shown()));
    for (Change loss : changes.losses()) {
      deployment.say.accept("    DATA WOULD BE LOST: " + loss.shown());
    }
  }
}
