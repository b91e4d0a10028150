package com.genericcorp.hq.deploy.run;

import java.time.Duration;
import java.util.function.Consumer;

/** Whether what runs is what was deployed: ECS goes back by itself, and Pulumi calls it success. */
public interface Rollouts {
  /**
   * Waits until every task of a service is of a definition.
   *
   * @throws com.genericcorp.hq.cli.Failed when ECS runs another, with the stopped tasks' reasons
   */
  void await(
      String cluster,
      String service,
      String taskDefinition,
      Duration limit,
      Consumer<String> progress);
}
