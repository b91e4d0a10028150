package com.genericcorp.hq.deploy.automation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.deploy.stack.Resource;
import com.genericcorp.hq.deploy.stack.StackState;
import com.genericcorp.hq.deploy.stack.Urn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What {@code pulumi stack export} prints. */
final class StateJson {
  private StateJson() {}

  static StackState read(String text) {
    try {
      JsonNode deployment = Json.mapper().readTree(text).path("deployment");
      List<Resource> resources = new ArrayList<>();
      deployment.path("resources").forEach(one -> resources.add(resource(one)));
      List<String> pending = new ArrayList<>();
      deployment
          .path("pending_operations")
          .forEach(
              one ->
                  pending.add(
                      one.path("type").asText()
                          + " "
                          + new Urn(one.path("resource").path("urn").asText()).shown()));
      return new StackState(resources, pending);
    } catch (JsonProcessingException problem) {
      throw new Failed(problem, "what 'pulumi stack export' printed is no JSON: %s", problem);
    }
  }

  private static Resource resource(JsonNode one) {
    Map<String, String> outputs = new HashMap<>();
    one.path("outputs")
        .fields()
        .forEachRemaining(
            output -> {
              if (output.getValue().isValueNode() && !output.getValue().isNull()) {
                outputs.put(output.getKey(), output.getValue().asText());
              }
            });
    return new Resource(
        new Urn(one.path("urn").asText()),
        one.path("protect").asBoolean(),
        one.path("retainOnDelete").asBoolean(),
        outputs);
  }
}
