package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;

/**
 * One thing that must be true of a running environment. It changes nothing but the probe's data.
 */
public interface Check {
  /** A stable name for programs: {@code certificate-names}. */
  String name();

  /** Whether the question makes sense for this environment. */
  default boolean applies(Target target) {
    return true;
  }

  /** Whether it acts as the probe, and so cannot be asked without its key. */
  default boolean needsKey() {
    return false;
  }

  /** What must be seen, in words. */
  String expected(Target target);

  /**
   * Looks once.
   *
   * @throws NoAnswer when the environment gave no usable answer: that, too, is a fault
   */
  Finding look(Site site) throws NoAnswer, InterruptedException;
}
