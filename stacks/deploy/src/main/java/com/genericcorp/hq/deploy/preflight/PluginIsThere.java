package com.genericcorp.hq.deploy.preflight;

import java.util.List;

/** Pulumi's plugin for AWS is there, in the version that the program was built with. */
final class PluginIsThere extends Precondition {
  static final String NAME = "plugin";

  PluginIsThere() {
    super(NAME, PulumiIsNewEnough.NAME);
  }

  @Override
  Verdict look(Surroundings around) {
    String wanted = PulumiProgram.wantedPlugin();
    List<String> there = PulumiProgram.find(around.variables()).orElseThrow().plugins("aws");
    return there.contains(wanted)
        ? holds("aws " + wanted)
        : lacks(
            there.isEmpty()
                ? "the plugin for AWS is not installed"
                : "of the plugin for AWS there is " + String.join(", ", there),
            "pulumi plugin install resource aws v" + wanted);
  }
}
