package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A policy about each container of a task. */
abstract class ContainerPolicy extends ResourcePolicy {
  ContainerPolicy(String id, String rule, String remedy) {
    super(id, Types.TASK, rule, remedy);
  }

  @Override
  final Optional<String> problem(Captured task, Scene scene) {
    try {
      for (JsonNode one : Json.mapper().readTree(task.text("containerDefinitions").orElse("[]"))) {
        Optional<String> problem = problem(one);
        if (problem.isPresent()) {
          return problem.map(text -> "container '" + one.path("name").asText() + "' " + text);
        }
      }
      return Optional.empty();
    } catch (JsonProcessingException broken) {
      return Optional.of("its container definitions are no JSON");
    }
  }

  abstract Optional<String> problem(JsonNode container);
}
