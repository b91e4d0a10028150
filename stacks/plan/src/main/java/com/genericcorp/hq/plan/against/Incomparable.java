package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.cli.InvalidInput;

/** A revision's files are not what today's program reads: there is nothing to compare with. */
public final class Incomparable extends RuntimeException {
  private static final long serialVersionUID = 1;

  Incomparable(String revision, InvalidInput faults) {
    super(
        "the environments' files of %s do not fit today's program, and nothing is compared: %s"
            .formatted(revision, faults.getMessage()),
        faults);
  }
}
