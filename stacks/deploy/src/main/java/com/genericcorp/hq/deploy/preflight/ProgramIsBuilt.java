package com.genericcorp.hq.deploy.preflight;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.stacks.FreshJar;
import java.nio.file.Files;
import java.nio.file.Path;

/** The jar that Pulumi runs is there and no source is newer. */
final class ProgramIsBuilt extends Precondition {
  static final String NAME = "program";
  private static final String BUILD = "mvn -q -Dquick -DskipTests -pl stacks -am package";

  ProgramIsBuilt() {
    super(NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    Path jar = around.root().resolve("stacks/target/hq-stacks.jar");
    if (!Files.isRegularFile(jar)) {
      return lacks("there is no " + around.root().relativize(jar), BUILD);
    }
    try {
      FreshJar.require(around.root(), jar);
      return holds(jar.getFileName() + " is newer than its sources");
    } catch (InvalidInput stale) {
      return lacks(String.valueOf(stale.getMessage()).replaceFirst(";.*", ""), BUILD);
    }
  }
}
