package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.deploy.preflight.Verdict.State;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All preconditions of a piece of work, looked at in order. */
public final class Preflight {
  private final List<Precondition> preconditions;

  private Preflight(List<Precondition> preconditions) {
    this.preconditions = preconditions;
  }

  /** Before something is made or changed. */
  public static Preflight toChange() {
    return new Preflight(
        List.of(
            new CredentialsAreGood(), // there, not expired, known to AWS
            new AccountIsRight(), // the file's, and no placeholder
            new RegionIsRight(), // switched on, with its zones
            new ReadsAreAllowed(), // each service answers
            new PulumiIsNewEnough(), // the program
            new PluginIsThere(), // and its plugin for AWS
            new ProgramIsBuilt(), // our own program, as it is now
            new StateIsReachable(), // the bucket
            new AccountIsPrepared(), // what bootstrap makes
            new StateIsFree(), // nobody else is at it
            new NothingIsUnfinished(), // nor was killed at it
            new QuotasSuffice())); // AWS would give what is asked for
  }

  /** Before one looks at the stack, or takes it down. */
  public static Preflight toLook() {
    return new Preflight(
        List.of(
            new CredentialsAreGood(),
            new AccountIsRight(),
            new PulumiIsNewEnough(),
            new PluginIsThere(),
            new StateIsReachable()));
  }

  /** Looks at all, those excepted whose needs are not met. */
  public PreflightReport look(Surroundings around) {
    Map<String, Verdict> seen = new LinkedHashMap<>();
    for (Precondition one : preconditions) {
      List<String> missing =
          one.needs().stream()
              .filter(need -> seen.containsKey(need) && !seen.get(need).holds())
              .toList();
      seen.put(one.name(), missing.isEmpty() ? look(one, around) : needing(one, missing));
    }
    return new PreflightReport(around.environment().name(), List.copyOf(seen.values()));
  }

  private static Verdict needing(Precondition one, List<String> missing) {
    return new Verdict(
        one.name(), State.UNKNOWN, "not looked at, for want of " + String.join(", ", missing), "");
  }

  /** One that cannot be looked at does not hide the others. */
  private static Verdict look(Precondition one, Surroundings around) {
    try {
      return one.look(around);
    } catch (Failed problem) {
      return one.lacks(String.valueOf(problem.getMessage()), "see what it says");
    }
  }
}
