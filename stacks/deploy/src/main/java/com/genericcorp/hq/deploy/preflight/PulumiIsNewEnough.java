package com.genericcorp.hq.deploy.preflight;

import java.util.Optional;

/** Pulumi's program is there, in a version that will do. */
final class PulumiIsNewEnough extends Precondition {
  static final String NAME = "pulumi";

  PulumiIsNewEnough() {
    super(NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    Optional<PulumiProgram> program = PulumiProgram.find(around.variables());
    String install =
        "install Pulumi "
            + PulumiProgram.MINIMUM
            + " or newer: https://www.pulumi.com/docs/install";
    if (program.isEmpty()) {
      return lacks("there is no pulumi on the PATH", install);
    }
    String version = program.get().version();
    return PulumiProgram.isNewEnough(version)
        ? holds(version)
        : lacks(program.get().path() + " is " + version, install);
  }
}
