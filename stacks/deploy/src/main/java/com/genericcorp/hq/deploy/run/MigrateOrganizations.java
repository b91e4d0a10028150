package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.process.HqCommand;
import java.util.ArrayList;
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
    if (deployment.hq.run(words(deployment)) != 0) {
      throw new Failed(
          "%s runs the new version, but its organisations' migration did not end well: see above."
              + " Nothing was rolled back; who is not migrated is served as before. Next: '%s' says"
              + " who and why, '%s' goes on",
          deployment.name(),
          HqCommand.shown(words(deployment, "--status")),
          HqCommand.shown(words(deployment)));
    }
  }

  private static List<String> words(Deployment deployment, String... options) {
    List<String> words = new ArrayList<>(List.of("tenants", "migrate"));
    words.addAll(List.of(options));
    words.addAll(List.of("--environment", deployment.name()));
    return words;
  }
}
