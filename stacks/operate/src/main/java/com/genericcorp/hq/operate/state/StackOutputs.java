package com.genericcorp.hq.operate.state;

import com.genericcorp.hq.account.state.StackState;

/**
 * What an environment's stack says of itself.
 *
 * @param cluster of ECS
 * @param service the one that answers requests
 * @param operationsTask family of the task definition that commands are run by
 */
public record StackOutputs(String cluster, String service, String operationsTask) {
  /**
   * Reads them.
   *
   * @throws com.genericcorp.hq.cli.Failed when one is missing
   */
  public static StackOutputs of(StackState state) {
    return new StackOutputs(
        state.output("cluster"), state.output("service"), state.output("operationsTask"));
  }
}
