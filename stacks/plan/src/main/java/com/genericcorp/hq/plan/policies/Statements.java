package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.capture.Captured;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The statements of IAM's documents. */
final class Statements {
  /** Types with a document under {@code policy} that says what its holder may do. */
  static final Set<String> HOLDERS =
      Set.of("aws:iam/rolePolicy:RolePolicy", "aws:iam/policy:Policy");

  private Statements() {}

  /** Those of an input that allow something. */
  static List<JsonNode> allowing(Captured resource, String input) {
    List<JsonNode> statements = new ArrayList<>();
    try {
      JsonNode all = Json.mapper().readTree(resource.text(input).orElse("{}")).path("Statement");
      for (JsonNode one : all.isArray() ? all : List.of(all)) {
        if ("Allow".equals(one.path("Effect").asText())) {
          statements.add(one);
        }
      }
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException(
          resource.name() + " has a document that is no JSON", problem);
    }
    return statements;
  }

  /** A value or a list of values as a list. */
  static List<String> texts(JsonNode node) {
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(one -> texts.add(one.asText()));
    } else if (!node.isMissingNode()) {
      texts.add(node.asText());
    }
    return texts;
  }
}
