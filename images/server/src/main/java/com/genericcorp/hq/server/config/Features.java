package com.genericcorp.hq.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.util.Map;

/**
 * The environment's feature flags, from the variable {@code FEATURES}.
 *
 * @param flags those that are not there are off
 */
public record Features(Map<String, Boolean> flags) {
  /** One click signs in as a sample organisation's member. */
  public static final String SAMPLE_SIGN_IN = "sampleSignIn";

  public Features {
    flags = Map.copyOf(flags);
  }

  public static Features of(Variables variables) {
    Features features = variables.parsed("FEATURES", "{}", Features::parse);
    return features == null ? new Features(Map.of()) : features;
  }

  private static Features parse(String json) {
    try {
      return new Features(
          Json.mapper().readValue(json, new TypeReference<Map<String, Boolean>>() {}));
    } catch (JsonProcessingException | NullPointerException problem) {
      throw new InvalidInput("expected a JSON object of flags, each true or false");
    }
  }

  public boolean has(String flag) {
    return flags.getOrDefault(flag, false);
  }
}
