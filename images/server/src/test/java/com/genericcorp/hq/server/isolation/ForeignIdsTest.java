package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.genericcorp.hq.server.api.Description;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Another organisation's ids, tried wherever the API's description takes one: a new route is
 * attacked as soon as it is described.
 */
class ForeignIdsTest {
  private final Ground ground = Ground.shared();
  private final Description description = new Description();

  @AfterAll
  static void rest() {
    Ground.rest();
  }

  @Test
  void noPathWithAnothersIdLeadsAnywhere() {
    String before = ground.fingerprint(ground.globex);
    Set<String> shown = new TreeSet<>();
    for (String operation : withAnId()) {
      String[] words = operation.split(" ");
      for (String id : ground.ids(ground.globex)) {
        String path = words[1].replaceAll("\\{[^}]*\\}", id);
        nothing(operation, ask(ground.acme, words[0], path, bodyOf(operation, id)));
        if (words[0].equals("GET") && ask(ground.globex, "GET", path, "").status() == 200) {
          shown.add(operation);
        }
      }
    }
    assertThat(ground.fingerprint(ground.globex)).as("globex's rows").isEqualTo(before);
    assertThat(shown)
        .as("an id of the owner's own that is found, for each route that shows something")
        .isEqualTo(
            new TreeSet<>(withAnId().stream().filter(one -> one.startsWith("GET")).toList()));
  }

  @Test
  void noBodyWithAnothersIdIsTaken() {
    String before = ground.fingerprint(ground.globex);
    List<String> tried = new ArrayList<>();
    for (String operation : description.operations()) {
      String[] words = operation.split(" ");
      for (String id : ground.ids(ground.globex)) {
        String body = bodyOf(operation, id);
        if (body.contains(id) && !words[1].contains("{")) {
          tried.add(operation);
          nothing(operation, ask(ground.acme, words[0], words[1], body));
        }
      }
    }
    assertThat(tried).contains("POST /api/tasks");
    assertThat(ground.fingerprint(ground.globex)).as("globex's rows").isEqualTo(before);
  }

  @Test
  void noQuestionIsAnsweredWithAnothersRows() {
    int asked = 0;
    for (String operation : description.operations()) {
      String[] words = operation.split(" ");
      if (!words[0].equals("GET") || words[1].contains("{")) {
        continue;
      }
      own(operation, ask(ground.acme, "GET", words[1], ""));
      asked++;
      for (String parameter : queryParametersOf(operation)) {
        for (String value : values()) {
          own(operation, ask(ground.acme, "GET", words[1] + "?" + parameter + "=" + value, ""));
        }
      }
    }
    assertThat(asked).isGreaterThan(5);
  }

  private List<String> values() {
    List<String> values = new ArrayList<>(ground.ids(ground.globex));
    values.add("globex");
    values.add(Ground.mark(ground.globex));
    values.add(ground.globex.schema());
    values.add("%27%20or%201=1--");
    return values;
  }

  private List<String> withAnId() {
    return description.operations().stream().filter(one -> one.contains("{")).toList();
  }

  private Reply ask(Tenant tenant, String method, String path, String body) {
    return Http.to(ground).at(tenant).key(tenant).send(method, path, body);
  }

  private void nothing(String operation, Reply reply) {
    assertThat(reply.status()).as(operation + ": " + reply.body()).isBetween(400, 499);
    own(operation, reply);
  }

  private void own(String operation, Reply reply) {
    assertThat(reply.status()).as(operation + ": " + reply.body()).isLessThan(500);
    assertThat(reply.body() + reply.headers())
        .as(operation)
        .doesNotContain(Ground.mark(ground.globex));
  }

  private List<String> queryParametersOf(String operation) {
    List<String> names = new ArrayList<>();
    for (JsonNode parameter : description.operation(operation).path("parameters")) {
      JsonNode whole = resolved(parameter);
      if (whole.path("in").asText().equals("query")) {
        names.add(whole.get("name").asText());
      }
    }
    return names;
  }

  /** A body by the description, in which everything that is an id is this one. */
  private String bodyOf(String operation, String id) {
    JsonNode schema =
        resolved(
            description.operation(operation).at("/requestBody/content/application~1json/schema"));
    if (schema.isMissingNode()) {
      return "";
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    for (var field : schema.path("properties").properties()) {
      JsonNode of = resolved(field.getValue());
      if (of.path("format").asText().equals("uuid") || field.getKey().endsWith("Id")) {
        body.put(field.getKey(), id);
      } else if (of.has("enum")) {
        body.set(field.getKey(), of.get("enum").get(0));
      } else if (of.path("type").toString().contains("string")) {
        body.put(field.getKey(), "a long enough text");
      }
    }
    return body.toString();
  }

  private JsonNode resolved(JsonNode node) {
    return node.has("$ref")
        ? description.document.at(node.get("$ref").asText().substring(1))
        : node;
  }
}
