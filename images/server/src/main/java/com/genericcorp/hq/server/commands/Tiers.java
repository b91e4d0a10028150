package com.genericcorp.hq.server.commands;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import java.util.ArrayList;
import java.util.List;

/** The names of the tiers, smallest first, from the variable {@code TIERS}. */
record Tiers(List<String> names) {
  static Tiers of(Variables variables) {
    Tiers tiers = variables.parsed("TIERS", "{\"free\":{}}", Tiers::parse);
    return tiers == null ? new Tiers(List.of("free")) : tiers;
  }

  private static Tiers parse(String json) {
    try {
      JsonNode object = Json.mapper().readTree(json);
      List<String> names = new ArrayList<>();
      object.fieldNames().forEachRemaining(names::add);
      if (names.isEmpty()) {
        throw new InvalidInput("expected a JSON object with a key for each tier");
      }
      return new Tiers(names);
    } catch (JsonProcessingException problem) {
      throw new InvalidInput("expected a JSON object: %s", problem.getOriginalMessage());
    }
  }

  String lowest() {
    return names.get(0);
  }

  String highest() {
    return names.get(names.size() - 1);
  }

  String require(String name) {
    if (!names.contains(name)) {
      throw new InvalidInput(
          "There is no tier '%s': choose one of %s.", name, String.join(", ", names));
    }
    return name;
  }
}
