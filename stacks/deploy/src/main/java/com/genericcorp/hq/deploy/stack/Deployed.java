package com.genericcorp.hq.deploy.stack;

import java.time.Instant;
import java.util.Map;

/**
 * An entry of a stack's history.
 *
 * @param update whether it made or changed resources, as {@code up} does
 * @param config the stack's configuration then, by full keys such as {@code agenthq:serverDigest}
 */
public record Deployed(
    int version, Instant at, boolean update, boolean succeeded, Map<String, String> config) {
  public Deployed {
    config = Map.copyOf(config);
  }
}
