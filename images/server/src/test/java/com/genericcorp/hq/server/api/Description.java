package com.genericcorp.hq.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The API's description, and what it says of an answer. */
public final class Description {
  private static final Set<String> METHODS = Set.of("get", "post", "patch", "delete", "put");
  static final ObjectMapper JSON = new ObjectMapper();

  public final JsonNode document;
  private final SchemaRegistry schemas =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  public Description() {
    try (InputStream file = Description.class.getResourceAsStream("/api/openapi.json")) {
      document = JSON.readTree(file);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  /** All operations, each as {@code METHOD /template}. */
  public Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    document
        .get("paths")
        .fields()
        .forEachRemaining(
            path ->
                path.getValue()
                    .fieldNames()
                    .forEachRemaining(
                        method -> {
                          if (METHODS.contains(method)) {
                            operations.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
                          }
                        }));
    return operations;
  }

  public JsonNode operation(String operation) {
    String[] words = operation.split(" ");
    return document.get("paths").get(words[1]).get(words[0].toLowerCase(Locale.ROOT));
  }

  /** What an operation's answer of this status looks like; null when it is not documented. */
  JsonNode response(String operation, int status) {
    JsonNode response = operation(operation).get("responses").get(Integer.toString(status));
    return response != null && response.has("$ref")
        ? document.at(response.get("$ref").asText().substring(1))
        : response;
  }

  /** What is wrong with a body; empty when it is as the description says. */
  List<String> faults(JsonNode response, String contentType, String body) {
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      return body.isEmpty() ? List.of() : List.of("a body where none is documented");
    }
    JsonNode media = content.get(contentType.split(";")[0]);
    if (media == null) {
      return List.of("the content type " + contentType);
    }
    if (contentType.startsWith("text/")) {
      return List.of();
    }
    try {
      return schema(media.get("schema")).validate(JSON.readTree(body)).stream()
          .map(Error::toString)
          .toList();
    } catch (IOException problem) {
      return List.of("no JSON: " + body);
    }
  }

  /** What is wrong with the body of a request; empty when it is as the description says. */
  List<String> requestFaults(String operation, String body) throws IOException {
    return schema(requestSchema(operation)).validate(JSON.readTree(body)).stream()
        .map(Error::toString)
        .toList();
  }

  /** The fields of requests that may be left out and yet, by the description, not be null. */
  List<String> fieldsLeftOutButNotNull() throws IOException {
    List<String> found = new ArrayList<>();
    for (String operation : operations()) {
      if (operation(operation).has("requestBody")) {
        JsonNode schema = resolved(requestSchema(operation));
        Set<String> needed = new TreeSet<>();
        schema.path("required").forEach(name -> needed.add(name.asText()));
        for (Map.Entry<String, JsonNode> field : schema.path("properties").properties()) {
          if (!needed.contains(field.getKey())
              && !schema(field.getValue()).validate(JSON.nullNode()).isEmpty()) {
            found.add(operation + " " + field.getKey());
          }
        }
      }
    }
    return found;
  }

  private JsonNode requestSchema(String operation) {
    return operation(operation)
        .get("requestBody")
        .get("content")
        .get("application/json")
        .get("schema");
  }

  private JsonNode resolved(JsonNode schema) {
    return schema.has("$ref") ? document.at(schema.get("$ref").asText().substring(1)) : schema;
  }

  /** A schema with the document's components around it, to which it refers. */
  private Schema schema(JsonNode schema) throws IOException {
    com.fasterxml.jackson.databind.node.ObjectNode whole = schema.deepCopy();
    whole.set("components", document.get("components"));
    return schemas.getSchema(whole);
  }
}
