package com.genericcorp.hq.server.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;

/**
 * What the environment offers: {@code FEATURES}. A flag that is absent is off; flags that this
 * build does not know are another's.
 *
 * @param selfSignUp people may make organisations by themselves
 * @param usagePage the page shows what was used
 * @param beta shown as beta
 * @param sampleSignIn one click signs in to sample organisations
 * @param sampleOrganizationsNightlyReset sample organisations are made anew every night
 */
public record Features(
    boolean selfSignUp,
    boolean usagePage,
    boolean beta,
    boolean sampleSignIn,
    boolean sampleOrganizationsNightlyReset) {
  /**
   * Reads the variable's JSON object.
   *
   * @throws InvalidInput when it is none, or a flag is neither true nor false
   */
  public static Features parse(String json) {
    JsonNode flags;
    try {
      flags = Json.mapper().readTree(json);
    } catch (JsonProcessingException problem) {
      throw new InvalidInput("expected a JSON object of flags: %s", problem.getOriginalMessage());
    }
    if (!flags.isObject()) {
      throw new InvalidInput("expected a JSON object of flags: {\"beta\": true}");
    }
    return new Features(
        flag(flags, "selfSignUp"),
        flag(flags, "usagePage"),
        flag(flags, "beta"),
        flag(flags, "sampleSignIn"),
        flag(flags, "sampleOrganizationsNightlyReset"));
  }

  private static boolean flag(JsonNode flags, String name) {
    JsonNode flag = flags.path(name);
    if (!flag.isMissingNode() && !flag.isBoolean()) {
      throw new InvalidInput("'%s' is %s: give true or false", name, flag);
    }
    return flag.booleanValue();
  }
}
