package com.genericcorp.hq.deploy.stack;

import com.genericcorp.hq.cli.Failed;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Somebody else works on the stack, or was killed while doing so. */
public final class StackLocked extends Failed {
  private final transient List<Lock> locks;

  /**
   * @param locks as far as they are known
   */
  public StackLocked(String stack, List<Lock> locks, Clock clock) {
    super(
        "somebody works on stack %s, or was killed at it:%n  %s%n"
            + "  Wait for them. When nobody does any longer: scripts/hq unlock %s",
        stack, shown(locks, clock.instant()), stack);
    this.locks = List.copyOf(locks);
  }

  private static String shown(List<Lock> locks, Instant now) {
    return locks.isEmpty()
        ? "Pulumi does not say who"
        : locks.stream().map(one -> one.shown(now)).collect(Collectors.joining("\n  "));
  }

  public List<Lock> locks() {
    return locks;
  }
}
