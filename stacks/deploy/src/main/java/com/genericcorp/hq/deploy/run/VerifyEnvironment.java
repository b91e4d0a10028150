package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import java.util.List;

/** "Up" means verified. */
final class VerifyEnvironment implements Step<Deployment> {
  @Override
  public String name() {
    return "Verify";
  }

  @Override
  public void run(Deployment deployment) throws InterruptedException {
    if (deployment.hq.run(List.of("verify", deployment.name())) != 0) {
      throw new Failed(
          "%s runs, but not as it should: see above. Next: '%s' looks again; '%s' goes back to the"
              + " former image",
          deployment.name(), deployment.command("verify"), deployment.command("rollback"));
    }
  }
}
