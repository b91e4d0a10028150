package com.genericcorp.hq.stacks;

import com.genericcorp.hq.stacks.network.Network;
import com.pulumi.core.Output;
import java.util.LinkedHashMap;
import java.util.Map;

/** Everything of one environment: a component a concern, in the order in which they need another. */
public final class EnvironmentStack {
  private EnvironmentStack() {}

  /**
   * Registers the environment's resources.
   *
   * @return the stack's outputs: scalars, by name
   */
  public static Map<String, Output<?>> build(StackInputs inputs) {
    Scope scope = Scope.of(inputs.environment());
    Network network = new Network("network", Network.Args.of(inputs.environment()), scope.options());

    Map<String, Output<?>> outputs = new LinkedHashMap<>();
    outputs.put("url", Output.of("https://" + inputs.environment().hosts().publicHost()));
    outputs.put("vpcId", network.vpcId());
    return outputs;
  }
}
