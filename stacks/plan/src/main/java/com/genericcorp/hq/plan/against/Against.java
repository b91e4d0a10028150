package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;

/**
 * What a plan is compared with.
 *
 * @param shown what it is, for people
 */
public record Against(String shown, Environment environment) {
  /**
   * Another environment, if there is one of that name, or else the same one as a Git revision's
   * files describe it.
   *
   * @throws com.genericcorp.hq.cli.InvalidInput when it is neither
   */
  public static Against of(
      String what, String environment, Environments environments, Repository repository) {
    if (environments.names().contains(what)) {
      return new Against(what, environments.load(what));
    }
    return new Against(
        environment + " of " + what + ", by today's program",
        Revision.load(repository.root(), what, environment));
  }
}
