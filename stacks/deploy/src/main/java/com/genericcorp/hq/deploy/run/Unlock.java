package com.genericcorp.hq.deploy.run;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Progress;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.deploy.preflight.Preflight;
import com.genericcorp.hq.deploy.stack.Lock;
import com.genericcorp.hq.deploy.stack.Stack;
import com.genericcorp.hq.deploy.state.StateLocks;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Takes away the lock that a killed run left. */
public final class Unlock {
  /** A database is made in half an hour: a lock so young is probably somebody's at work. */
  private static final Duration YOUNG = Duration.ofMinutes(60);

  private Unlock() {}

  /**
   * Shows who holds the stack, and takes the lock away when it is old, or yes was said.
   *
   * @return what was done, for people
   */
  public static String run(Deployment deployment, Progress progress) {
    Step.runAll(List.of(new CheckBefore(Preflight.toLook())), deployment, progress);
    Stack stack =
        deployment
            .findStack()
            .orElseThrow(() -> new Failed("there is no stack %s", deployment.name()));
    List<Lock> locks =
        new StateLocks(deployment.around.backend(), deployment.around.account())
            .of(deployment.name());
    if (locks.isEmpty()) {
      return "nobody has locked " + deployment.name();
    }
    Instant now = deployment.around.clock().instant();
    locks.forEach(one -> deployment.say.accept("    locked by " + one.shown(now)));
    if (!deployment.agreed) {
      ask(deployment, locks.get(locks.size() - 1), now);
    }
    stack.cancel();
    List<String> pending = stack.state().pending();
    return deployment.name()
        + " is unlocked. "
        + (pending.isEmpty()
            ? "Nothing was cut off in the middle."
            : "Cut off in the middle: "
                + String.join(", ", pending)
                + ". '"
                + deployment.command("preflight")
                + "' says what to do.");
  }

  private static void ask(Deployment deployment, Lock youngest, Instant now) {
    boolean young = youngest.age(now).compareTo(YOUNG) < 0;
    String warning =
        "two who work at once leave a state that fits neither"
            + (young
                ? ", and the lock is younger than "
                    + YOUNG.toMinutes()
                    + " minutes: somebody may"
                    + " be at work"
                : "");
    if (!deployment.terminal.isThere()) {
      if (young) {
        throw new Failed(
            "%s was not unlocked: %s. When that process has ended, add --yes",
            deployment.name(), warning);
      }
      throw new InvalidInput(
          "nobody is there to be asked whether that process has ended; add --yes");
    }
    deployment.say.accept("    " + warning);
    deployment.terminal.confirm("Has that process ended?");
  }
}
