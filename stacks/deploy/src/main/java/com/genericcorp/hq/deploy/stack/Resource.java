package com.genericcorp.hq.deploy.stack;

import java.util.Map;

/**
 * A resource in a stack's state.
 *
 * @param isProtected Pulumi refuses to delete it
 * @param isRetained it stays in AWS when its stack is destroyed
 * @param outputs its scalar outputs, such as {@code arn}
 */
public record Resource(
    Urn urn, boolean isProtected, boolean isRetained, Map<String, String> outputs) {
  public Resource {
    outputs = Map.copyOf(outputs);
  }

  /** Whether there is something of it in AWS. */
  public boolean isInAws() {
    return urn.type().startsWith("aws:");
  }
}
