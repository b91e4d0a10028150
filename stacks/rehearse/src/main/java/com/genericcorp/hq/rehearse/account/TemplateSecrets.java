package com.genericcorp.hq.rehearse.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.mapping.Mapping;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of a CloudFormation template, which moto's CloudFormation passes over: made one by
 * one, with what Secrets Manager generates. Nothing else may be in a template.
 */
final class TemplateSecrets {
  static final String STACK = "aws:cloudformation/stack:Stack";
  static final String SECRET = "aws:secretsmanager/secret:Secret";

  private final List<Made> made = new ArrayList<>();
  private final Map<String, Object> outputs = new LinkedHashMap<>();

  TemplateSecrets(
      Clients clients,
      Mapping mapping,
      String stackUrn,
      Map<String, Object> stack,
      Map<String, Object> further) {
    JsonNode template = template(stackUrn, String.valueOf(stack.get("templateBody")));
    Map<String, Object> arns = new LinkedHashMap<>();
    template
        .path("Resources")
        .fields()
        .forEachRemaining(
            resource -> {
              String type = resource.getValue().path("Type").asText();
              if (!type.equals("AWS::SecretsManager::Secret")) {
                throw new Failed(
                    "%s: its template has a %s; only secrets are rehearsed of a template",
                    stackUrn, type);
              }
              Made one =
                  new Creation(
                          clients,
                          mapping,
                          stackUrn + "/" + resource.getKey(),
                          resource.getKey(),
                          inputs(resource.getValue().path("Properties")),
                          further)
                      .run();
              made.add(one);
              arns.put(resource.getKey(), one.id());
            });
    template
        .path("Outputs")
        .fields()
        .forEachRemaining(
            output -> {
              String name = output.getValue().path("Value").path("Ref").asText();
              if (!arns.containsKey(name)) {
                throw new Failed(
                    "%s: output %s of its template refers to '%s', which is none of its resources",
                    stackUrn, output.getKey(), name);
              }
              outputs.put(output.getKey(), arns.get(name));
            });
  }

  private static JsonNode template(String urn, String text) {
    try {
      return Json.mapper().readTree(text);
    } catch (JsonProcessingException problem) {
      throw new Failed("%s: its template is no JSON: %s", urn, problem.getOriginalMessage());
    }
  }

  /** The members of GetRandomPassword bear the names that the template gives them. */
  private static Map<String, Object> inputs(JsonNode properties) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    properties
        .fields()
        .forEachRemaining(
            property -> {
              if (property.getKey().equals("GenerateSecretString")) {
                property
                    .getValue()
                    .fields()
                    .forEachRemaining(part -> inputs.put(part.getKey(), plain(part.getValue())));
              } else {
                inputs.put(property.getKey(), plain(property.getValue()));
              }
            });
    return inputs;
  }

  private static Object plain(JsonNode node) {
    return Json.mapper().convertValue(node, Object.class);
  }

  List<Made> made() {
    return List.copyOf(made);
  }

  /** What the template puts out. */
  Map<String, Object> outputs() {
    return outputs;
  }
}
