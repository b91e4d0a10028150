package com.genericcorp.hq.stacks;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Environment;
import com.pulumi.Config;

/** What {@code Pulumi.<stack>.yaml} holds; all else stands in the environment's file. */
final class StackConfig {
  private StackConfig() {}

  static StackInputs read(Config config, Environment environment) {
    return new StackInputs(
        environment,
        required(config, "serverDigest", environment),
        required(config, "zoneId", environment));
  }

  private static String required(Config config, String key, Environment environment) {
    return config
        .get(key)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "stack %1$s has no agenthq:%2$s; set it by 'pulumi config set %2$s … -s %1$s',"
                        + " or run 'scripts/hq up %1$s', which does",
                    environment.name(), key));
  }
}
