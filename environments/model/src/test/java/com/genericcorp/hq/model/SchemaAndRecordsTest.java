package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema, the records and the files say the same. */
class SchemaAndRecordsTest {
  private final JsonNode schema = read();

  private static JsonNode read() {
    try {
      return Json.mapper()
          .readTree(EnvironmentsFolder.REAL.resolve("environment.schema.json").toFile());
    } catch (IOException problem) {
      throw new AssertionError(problem);
    }
  }

  @Test
  void everyKeyOfTheSchemaIsAComponentOfARecordAndTheOtherWayRoundInTheSameOrder() {
    List<String> differences = new ArrayList<>();
    compare("", schema, Environment.class, differences);
    assertThat(differences).isEmpty();
  }

  @Test
  void aSizeMayLayOverEveryKeyButThePlatformAndTheSizesThemselves() {
    ObjectNode expected = Json.mapper().createObjectNode();
    schema.get("properties").fieldNames().forEachRemaining(expected::putObject);
    expected.remove(List.of("platform", "size", "sizes"));
    expected
        .properties()
        .forEach(
            key ->
                ((ObjectNode) key.getValue())
                    .put("x-optional", true)
                    .put("$ref", "#/properties/" + key.getKey()));

    ObjectNode layers = schema.at("/$defs/size/properties").deepCopy();
    assertThat(layers.remove("tenants").path("type").asText()).isEqualTo("integer");
    assertThat(layers).isEqualTo(expected);
  }

  @Test
  void everyKeyHasADescriptionForTheEditor() {
    List<String> missing = new ArrayList<>();
    collectUndescribed(schema, missing);
    assertThat(missing).isEmpty();
  }

  @Test
  void everyKeyStandsInTheDocumentation() throws IOException {
    String document =
        Files.readString(EnvironmentsFolder.REAL.resolveSibling("docs/environments.md"));
    Set<String> keys = new TreeSet<>();
    collectKeys(schema, keys);

    assertThat(keys)
        .hasSizeGreaterThan(40)
        .allSatisfy(key -> assertThat(document).contains("`" + key + "`"));
  }

  private static void collectKeys(JsonNode rule, Set<String> keys) {
    rule.forEach(child -> collectKeys(child, keys));
    rule.path("properties").fieldNames().forEachRemaining(keys::add);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "selfhosted", "demo", "production"})
  void theRecordsHoldWhatTheFilesSayKeyByKey(String name) throws IOException {
    assertHolds(new Environments(EnvironmentsFolder.REAL).load(name), MergedFiles.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"launch", "growth", "planned"})
  void theyDoSoInEverySize(String size) throws IOException {
    Environments environments = new Environments(EnvironmentsFolder.REAL);

    assertHolds(
        environments.load("production", Optional.of(size)), MergedFiles.of("production", size));
    assertThat(environments.loadSizes("production"))
        .contains(environments.load("production", Optional.of(size)));
  }

  private static void assertHolds(Environment environment, Map<String, Object> merged)
      throws IOException {
    ObjectNode expected = Json.mapper().valueToTree(merged);
    JsonNode sizes = expected.remove("sizes");
    if (sizes != null) {
      String size = expected.get("size").asText();
      ObjectNode chosen = (ObjectNode) sizes.get(size);
      expected.set("size", chosen.put("name", size));
    }

    ObjectNode actual = (ObjectNode) Json.mapper().readTree(Json.print(Values.of(environment)));
    actual.remove("name");
    assertThat(actual.toPrettyString()).isEqualTo(inOrderOf(actual, expected).toPrettyString());
  }

  private void compare(String path, JsonNode rule, Class<?> type, List<String> differences) {
    List<RecordComponent> components =
        Stream.of(type.getRecordComponents())
            .filter(component -> type != Environment.class || !component.getName().equals("name"))
            .toList();
    List<String> keys = new ArrayList<>();
    rule.get("properties").fieldNames().forEachRemaining(keys::add);
    keys.remove("sizes"); // the record is of one of them
    List<String> names = components.stream().map(RecordComponent::getName).toList();
    if (!keys.equals(names)) {
      differences.add(path + ": schema " + keys + ", record " + names);
      return;
    }
    for (RecordComponent component : components) {
      String key = component.getName();
      JsonNode child = rule.get("properties").get(key);
      boolean optional = component.getType() == Optional.class;
      if (optional != child.path("x-optional").asBoolean()) {
        differences.add(path + "." + key + ": optional in one of them only");
      }
      Type own = optional ? argument(component.getGenericType(), 0) : component.getGenericType();
      compareValue(path + "." + key, resolve(child), own, differences);
    }
  }

  private void compareValue(String path, JsonNode rule, Type type, List<String> differences) {
    if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
      compareValue(
          path + ".*", resolve(rule.get("additionalProperties")), argument(type, 1), differences);
    } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
      compareValue(path + "[]", resolve(rule.get("items")), argument(type, 0), differences);
    } else if (type instanceof Class<?> enumeration && enumeration.isEnum()) {
      List<String> constants =
          Arrays.stream(enumeration.getEnumConstants()).map(Object::toString).toList();
      List<String> allowed = new ArrayList<>();
      rule.get("enum").forEach(value -> allowed.add(value.asText()));
      if (!constants.equals(allowed)) {
        differences.add(path + ": schema " + allowed + ", enum " + constants);
      }
    } else if (type == Size.class) {
      assertThat(rule.path("type").asText()).isEqualTo("string");
    } else if (type != Slug.class && type instanceof Class<?> part && part.isRecord()) {
      compare(path, rule, part, differences);
    } else if (!rule.path("type").toString().equals(typeOf(type)) && !isWholeNumbers(rule, type)) {
      differences.add(path + ": schema " + rule.path("type") + ", record " + type);
    }
  }

  private static String typeOf(Type type) {
    return Map.<Type, String>of(
            String.class, "\"string\"",
            Slug.class, "\"string\"",
            int.class, "\"integer\"",
            LocalDate.class, "\"string\"",
            OptionalInt.class, "[\"integer\",\"null\"]",
            BigDecimal.class, "\"number\"",
            boolean.class, "\"boolean\"")
        .getOrDefault(type, "none");
  }

  private static boolean isWholeNumbers(JsonNode rule, Type type) {
    if (type != int.class || !rule.has("enum")) {
      return false;
    }
    for (JsonNode value : rule.get("enum")) {
      if (!value.isInt()) {
        return false;
      }
    }
    return true;
  }

  private JsonNode resolve(JsonNode rule) {
    return rule.has("$ref") ? schema.at(rule.get("$ref").asText().substring(1)) : rule;
  }

  private static Type argument(Type type, int index) {
    return ((ParameterizedType) type).getActualTypeArguments()[index];
  }

  private void collectUndescribed(JsonNode rule, List<String> missing) {
    rule.forEach(child -> collectUndescribed(child, missing));
    rule.path("properties")
        .properties()
        .forEach(
            entry -> {
              if (!entry.getValue().has("description")
                  && !resolve(entry.getValue()).has("description")) {
                missing.add(entry.getKey());
              }
            });
  }

  /** The same tree with its keys in another's order, so that differences read well. */
  private static JsonNode inOrderOf(JsonNode model, JsonNode tree) {
    if (!model.isObject() || !tree.isObject()) {
      return tree;
    }
    ObjectNode ordered = Json.mapper().createObjectNode();
    model
        .fieldNames()
        .forEachRemaining(
            key -> {
              if (tree.has(key)) {
                ordered.set(key, inOrderOf(model.get(key), tree.get(key)));
              }
            });
    tree.properties()
        .forEach(
            entry -> {
              if (!ordered.has(entry.getKey())) {
                ordered.set(entry.getKey(), entry.getValue());
              }
            });
    return ordered;
  }
}
