package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.process.HqCommand;
import java.util.List;

/**
 * Organisations' schemas, in a task of their own with the new image: the new server serves those of
 * the version before as well.
 */
final class MigrateOrganizations implements Step<Deployment> {
  @Override
  public String name() {
    return "Migrate the organisations";
  }

  @Override
  public void run(Deployment deployment) throws InterruptedException {
    List<String> words = List.of("tenants", "migrate", "--environment", deployment.name());
    if (deployment.hq.run(words) != 0) {
      String again = HqCommand.shown(words);
      throw new Failed(
          "%s runs, but not all organisations' schemas are up to date; each is as it was, and"
              + " served. Next: '%s --status' says which and why, '%s' goes on",
          deployment.name(), again, again);
    }
  }
}
