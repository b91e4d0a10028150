package com.genericcorp.hq.operate.state;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.List;

/**
 * What a stack's exported state says of its one database. Pulumi's provider knows an instance by
 * its resource id ({@code db-ABC…}), which it keeps through every rename.
 */
public final class DatabaseState {
  private static final String TYPE = "aws:rds/instance:Instance";

  private final ObjectNode export;
  private final ObjectNode database;

  private DatabaseState(ObjectNode export, ObjectNode database) {
    this.export = export;
    this.database = database;
  }

  /**
   * Reads the state.
   *
   * @param json as {@code pulumi stack export} prints it
   * @throws Failed when it is none, operations are pending, or it does not have one database
   */
  public static DatabaseState parse(String json) {
    JsonNode root;
    try {
      root = Json.mapper().readTree(json);
    } catch (JsonProcessingException problem) {
      throw new Failed(problem, "the stack's export is no JSON: %s", problem.getOriginalMessage());
    }
    if (!root.path("deployment").path("pending_operations").isEmpty()) {
      throw new Failed(
          "an update of this stack was cut off and its state has pending operations: finish it by"
              + " 'pulumi refresh', then run this again");
    }
    List<ObjectNode> found = new ArrayList<>();
    for (JsonNode resource : root.path("deployment").path("resources")) {
      boolean deleting = resource.path("delete").asBoolean();
      if (TYPE.equals(resource.path("type").asText()) && !deleting) {
        found.add((ObjectNode) resource);
      }
    }
    if (found.size() != 1 || !(root instanceof ObjectNode)) {
      throw new Failed("the stack's state has %d resources of %s, not 1", found.size(), TYPE);
    }
    return new DatabaseState((ObjectNode) root, found.get(0));
  }

  public String urn() {
    return database.path("urn").asText();
  }

  /** Whether it names this instance. */
  public boolean isOf(String resourceId) {
    return database.path("id").asText().equals(resourceId);
  }

  /**
   * The whole state with another instance in the database's place; nothing else is changed.
   *
   * @param resourceId RDS's id of the instance
   * @param masterSecretArn where its master's password is, of which other resources are told
   * @return as {@code pulumi stack import} takes it
   */
  public String pointedTo(String resourceId, String masterSecretArn) {
    ObjectNode copy = export.deepCopy();
    for (JsonNode resource : copy.path("deployment").path("resources")) {
      if (resource.path("urn").equals(database.path("urn"))
          && !resource.path("delete").asBoolean()) {
        point((ObjectNode) resource, resourceId, masterSecretArn);
      }
    }
    return Json.print(copy);
  }

  private static void point(ObjectNode resource, String resourceId, String masterSecretArn) {
    resource.put("id", resourceId);
    ObjectNode outputs = resource.withObject("/outputs");
    outputs.put("id", resourceId);
    outputs.put("resourceId", resourceId);
    ArrayNode secrets = Json.mapper().createArrayNode();
    JsonNode former = outputs.path("masterUserSecrets").path(0);
    ObjectNode secret =
        former instanceof ObjectNode known ? known.deepCopy() : secrets.objectNode();
    secrets.add(secret.put("secretArn", masterSecretArn).put("secretStatus", "active"));
    outputs.set("masterUserSecrets", secrets);
  }
}
