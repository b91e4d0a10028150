package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Schema;
import com.genericcorp.hq.model.yaml.SchemaCheck;
import com.genericcorp.hq.model.yaml.YamlFile;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema check is our own: here its verdicts are held against a validator's of the whole
 * standard, on the real files and on each of them spoilt at every key in many ways.
 */
class SchemaVerdictsTest {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final Path SCHEMA = EnvironmentsFolder.REAL.resolve("environment.schema.json");

  @TempDir private Path temporary;

  @Test
  void theSchemaIsAJsonSchema() throws IOException {
    com.networknt.schema.Schema meta =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(
                com.networknt.schema.SchemaLocation.of(
                    "https://json-schema.org/draft/2020-12/schema"));

    assertThat(meta.validate(Json.mapper().readTree(SCHEMA.toFile()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "local", "selfhosted", "demo", "production"})
  void anEditorFindsTheSchemaAndNoFaultInAFileThoughEachIsOnlyAPart(String name)
      throws IOException {
    String text = Files.readString(EnvironmentsFolder.REAL.resolve(name + ".yaml"));
    JsonNode part = Json.mapper().valueToTree(MergedFiles.load(name));

    assertThat(text).startsWith("# yaml-language-server: $schema=environment.schema.json\n");
    assertThat(
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Json.mapper().readTree(SCHEMA.toFile()))
                .validate(part))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "selfhosted", "demo", "production"})
  void bothFindTheSameFilesSoundAndTheSameFaulty(String name) throws IOException {
    JsonNode sound = Json.mapper().valueToTree(MergedFiles.of(name));
    com.networknt.schema.Schema standard = standard();
    Schema own = Schema.read(SCHEMA, "schema", new Faults()).orElseThrow();
    assertThat(standard.validate(sound)).isEmpty();
    assertThat(faults(own, sound)).isEmpty();

    Map<String, String> disagreements = new TreeMap<>();
    int refused = 0;
    int accepted = 0;
    for (Spoilt spoilt : spoil(sound)) {
      boolean standardAccepts = standard.validate(spoilt.tree).isEmpty();
      String found = faults(own, spoilt.tree);
      if (standardAccepts != found.isEmpty()) {
        disagreements.put(spoilt.what, found);
      } else if (standardAccepts) {
        accepted++;
      } else {
        refused++;
      }
    }

    assertThat(disagreements).isEmpty();
    assertThat(refused).isGreaterThan(500);
    assertThat(accepted).isGreaterThan(50);
  }

  private record Spoilt(String what, JsonNode tree) {}

  /** The tree with each of its values replaced, removed, or joined by an unknown key. */
  private static List<Spoilt> spoil(JsonNode tree) {
    List<String> pointers = new ArrayList<>();
    collect(tree, "", pointers);
    List<Spoilt> all = new ArrayList<>();
    for (String pointer : pointers) {
      for (JsonNode value : replacements()) {
        all.add(new Spoilt(pointer + " = " + value, with(tree, pointer, value)));
      }
      all.add(new Spoilt(pointer + " removed", with(tree, pointer, null)));
      if (tree.at(pointer).isObject()) {
        ObjectNode joined = tree.at(pointer).deepCopy();
        joined.put("unknown", 1);
        all.add(new Spoilt(pointer + " + unknown", with(tree, pointer, joined)));
      }
    }
    return all;
  }

  private static List<JsonNode> replacements() {
    return List.of(
        JSON.numberNode(-1),
        JSON.numberNode(0),
        JSON.numberNode(1),
        JSON.numberNode(16),
        JSON.numberNode(17.5),
        JSON.numberNode(1_000_001),
        JSON.booleanNode(true),
        JSON.nullNode(),
        JSON.textNode(""),
        JSON.textNode("a"),
        JSON.textNode("aws"),
        JSON.textNode("warning"),
        JSON.textNode("a-b.c"),
        JSON.textNode("A_b"),
        JSON.textNode("a\n"),
        JSON.textNode("a--b"),
        JSON.textNode("us-east-1"),
        JSON.textNode("123456789012"),
        JSON.textNode("db.t4g.micro"),
        JSON.textNode("x".repeat(250)),
        JSON.arrayNode(),
        JSON.arrayNode().add(1),
        JSON.objectNode(),
        JSON.objectNode().put("Unknown", 1));
  }

  private static void collect(JsonNode node, String pointer, List<String> pointers) {
    if (!pointer.isEmpty()) {
      pointers.add(pointer);
    }
    if (node.isObject()) {
      node.properties().forEach(e -> collect(e.getValue(), pointer + "/" + e.getKey(), pointers));
    }
    for (int index = 0; node.isArray() && index < node.size(); index++) {
      collect(node.get(index), pointer + "/" + index, pointers);
    }
  }

  private static JsonNode with(JsonNode tree, String pointer, JsonNode value) {
    JsonNode copy = tree.deepCopy();
    int cut = pointer.lastIndexOf('/');
    String key = pointer.substring(cut + 1);
    if (copy.at(pointer.substring(0, cut)) instanceof ArrayNode list) {
      int index = Integer.parseInt(key);
      if (value == null) {
        list.remove(index);
      } else {
        list.set(index, value);
      }
    } else {
      ObjectNode map = (ObjectNode) copy.at(pointer.substring(0, cut));
      if (value == null) {
        map.remove(key);
      } else {
        map.set(key, value);
      }
    }
    return copy;
  }

  /** The schema for the standard's validator: what merged files must have is written out. */
  private static com.networknt.schema.Schema standard() throws IOException {
    JsonNode schema = Json.mapper().readTree(SCHEMA.toFile());
    require(schema);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(schema);
  }

  private static void require(JsonNode rule) {
    rule.forEach(SchemaVerdictsTest::require);
    if (rule.path("properties").isObject()) {
      ArrayNode required = ((ObjectNode) rule).putArray("required");
      rule.get("properties")
          .properties()
          .forEach(
              entry -> {
                if (!entry.getValue().path("x-optional").asBoolean()) {
                  required.add(entry.getKey());
                }
              });
    }
  }

  private String faults(Schema own, JsonNode tree) throws IOException {
    Path file = temporary.resolve("tree.json");
    Files.writeString(file, tree.toString());
    Faults faults = new Faults();
    Section root = YamlFile.read(file, "tree.json", faults).orElseThrow();
    new SchemaCheck(own, faults).check(root);
    try {
      faults.refuse();
      return "";
    } catch (InvalidInput refused) {
      return refused.getMessage();
    }
  }
}
