package com.genericcorp.hq.stacks.database;

import com.pulumi.aws.rds.ParameterGroup;
import com.pulumi.aws.rds.ParameterGroupArgs;
import com.pulumi.aws.rds.inputs.ParameterGroupParameterArgs;
import com.pulumi.resources.CustomResourceOptions;

/** PostgreSQL's settings that differ from RDS's own. */
final class DatabaseParameters {
  private DatabaseParameters() {}

  static ParameterGroup of(String name, int version, CustomResourceOptions child) {
    return new ParameterGroup(
        name + "-parameters",
        ParameterGroupArgs.builder()
            .family("postgres" + version)
            .parameters(
                // Nobody speaks to it in the clear, whatever a client asks for.
                parameter("rds.force_ssl", "1"),
                // A schema for each organisation: more objects than PostgreSQL locks by default.
                restart("max_locks_per_transaction", "256"),
                parameter("log_min_duration_statement", "1000"),
                parameter("log_lock_waits", "1"),
                parameter("idle_in_transaction_session_timeout", "60000"))
            .build(),
        child);
  }

  private static ParameterGroupParameterArgs parameter(String name, String value) {
    return ParameterGroupParameterArgs.builder()
        .name(name)
        .value(value)
        .applyMethod("immediate")
        .build();
  }

  private static ParameterGroupParameterArgs restart(String name, String value) {
    return ParameterGroupParameterArgs.builder()
        .name(name)
        .value(value)
        .applyMethod("pending-reboot")
        .build();
  }
}
