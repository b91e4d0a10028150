package com.genericcorp.hq.plan.policies;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.Optional;

/** A secret that leaked is of use until it changes. Checkov has it as CKV2_AWS_57. */
final class SecretsRotate extends ResourcePolicy {
  SecretsRotate() {
    super(
        "HQ_15",
        Types.STACK,
        "Secrets that AWS makes are rotated by it",
        "add an AWS::SecretsManager::RotationSchedule for each, or waive it and rotate by hand");
  }

  @Override
  Optional<String> problem(Captured stack, Scene scene) {
    try {
      int secrets = 0;
      int schedules = 0;
      for (JsonNode resource :
          Json.mapper().readTree(stack.text("templateBody").orElse("{}")).path("Resources")) {
        String type = resource.path("Type").asText();
        secrets += type.equals("AWS::SecretsManager::Secret") ? 1 : 0;
        schedules += type.equals("AWS::SecretsManager::RotationSchedule") ? 1 : 0;
      }
      return unless(schedules >= secrets, (secrets - schedules) + " secrets change only by hand");
    } catch (JsonProcessingException problem) {
      return Optional.of("its template is no JSON");
    }
  }
}
