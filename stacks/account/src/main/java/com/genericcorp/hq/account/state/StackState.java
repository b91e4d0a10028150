package com.genericcorp.hq.account.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.account.Resource;
import com.genericcorp.hq.account.Resources;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stack as {@code pulumi stack export} tells it. Our stacks have no secrets in their state.
 *
 * @param stack its name
 * @param resources those that a provider keeps; not the components around them
 * @param outputs texts, by name
 */
public record StackState(String stack, Resources resources, Map<String, String> outputs) {
  private static final String STACK = "pulumi:pulumi:Stack";
  private static final TypeReference<Map<String, Object>> MEMBERS = new TypeReference<>() {};

  public StackState {
    outputs = Map.copyOf(outputs);
  }

  /**
   * Reads an export.
   *
   * @throws Failed when it is none, or of a stack that has never been brought up
   */
  public static StackState parse(String stack, String json) {
    JsonNode deployment = deployment(stack, json);
    List<Resource> resources = new ArrayList<>();
    Map<String, String> outputs = new TreeMap<>();
    for (JsonNode one : deployment.path("resources")) {
      if (one.path("type").asText().equals(STACK)) {
        one.path("outputs")
            .fields()
            .forEachRemaining(
                output -> {
                  if (output.getValue().isTextual()) {
                    outputs.put(output.getKey(), output.getValue().asText());
                  }
                });
      } else if (one.path("custom").asBoolean() && !one.path("delete").asBoolean()) {
        // What is to be deleted has been replaced by another of the same name.
        resources.add(resource(stack, one));
      }
    }
    if (resources.isEmpty()) {
      throw new Failed(
          "The stack '%s' has no resources: nothing has been brought up, or it was destroyed",
          stack);
    }
    return new StackState(stack, new Resources(resources), outputs);
  }

  private static JsonNode deployment(String stack, String json) {
    JsonNode deployment;
    try {
      deployment = Json.mapper().readTree(json).path("deployment");
    } catch (JsonProcessingException problem) {
      // The parser's own message would quote what it read.
      throw new Failed(
          "The export of the stack '%s' is no JSON (line %d)",
          stack, problem.getLocation() == null ? 1 : problem.getLocation().getLineNr());
    }
    if (!deployment.isObject()) {
      throw new Failed(
          "The export of the stack '%s' has no 'deployment': expected what 'pulumi stack export'"
              + " prints",
          stack);
    }
    return deployment;
  }

  private static Resource resource(String stack, JsonNode one) {
    return new Resource(
        text(stack, one, "urn"),
        text(stack, one, "type"),
        text(stack, one, "id"),
        members(one.path("inputs")),
        members(one.path("outputs")));
  }

  private static Map<String, Object> members(JsonNode node) {
    return node.isObject() ? Json.mapper().convertValue(node, MEMBERS) : Map.of();
  }

  private static String text(String stack, JsonNode one, String name) {
    if (!one.path(name).isTextual()) {
      throw new Failed(
          "The export of the stack '%s' has a resource without '%s' (%s): an update may have been"
              + " cut off; 'pulumi refresh' reads what is there",
          stack, name, one.path("urn").asText("and without a URN"));
    }
    return one.path(name).asText();
  }

  /**
   * An output of the stack.
   *
   * @throws Failed when it has none of this name
   */
  public String output(String name) {
    @Nullable String value = outputs.get(name);
    if (value == null) {
      throw new Failed(
          "The stack '%s' has no output '%s', only %s: the last 'pulumi up' was of an older program"
              + " or did not end; bring it up again",
          stack, name, new TreeMap<>(outputs).keySet());
    }
    return value;
  }
}
