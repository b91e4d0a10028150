package com.genericcorp.hq.server.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.util.List;

/** An organisation that {@code seed} makes: an element of {@code SAMPLE_ORGANIZATIONS}. */
public record SampleOrganization(String slug, String name, String tier) {
  /** Reads the variable's JSON array. */
  public static List<SampleOrganization> parse(String json) {
    try {
      return Json.mapper().readValue(json, new TypeReference<List<SampleOrganization>>() {});
    } catch (JsonProcessingException problem) {
      throw new InvalidInput(
          "expected a JSON array of {\"slug\", \"name\", \"tier\"}: %s",
          problem.getOriginalMessage());
    }
  }
}
