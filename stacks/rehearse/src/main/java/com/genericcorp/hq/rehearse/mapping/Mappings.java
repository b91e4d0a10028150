package com.genericcorp.hq.rehearse.mapping;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.rehearse.mapping.Mapping.Call;
import com.genericcorp.hq.rehearse.mapping.Mapping.Listing;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The table {@code mappings.yaml}. */
public final class Mappings {
  private static final String FILE = "mappings.yaml";

  private static final Set<String> KEYS =
      Set.of(
          "whyNot", "service", "create", "named", "rename", "values", "with", "then", "ignored",
          "id", "outputs", "tagType", "delete", "list");

  private final Map<String, Mapping> byType = new LinkedHashMap<>();

  private Mappings() {}

  /** Reads the table. */
  public static Mappings load() {
    try (InputStream file =
        Objects.requireNonNull(Mappings.class.getResourceAsStream("/" + FILE), FILE)) {
      Mappings mappings = new Mappings();
      map(new Load(LoadSettings.builder().setLabel(FILE).setMaxAliasesForCollections(200).build())
              .loadFromInputStream(file))
          .forEach((type, entry) -> mappings.add(type, map(entry)));
      return mappings;
    } catch (IOException problem) {
      throw new IllegalStateException(FILE, problem);
    }
  }

  private void add(String type, Map<String, Object> entry) {
    if (!type.startsWith("aws:")) {
      return;
    }
    if (!KEYS.containsAll(entry.keySet())) {
      throw new IllegalStateException(
          FILE + ": " + type + " has an unknown key: " + entry.keySet());
    }
    String service = text(entry, "service").orElse("");
    byType.put(
        type,
        new Mapping(
            type,
            text(entry, "whyNot"),
            service,
            text(entry, "create").orElse(""),
            text(entry, "named"),
            texts(entry.get("rename")),
            nested(entry.get("values")),
            map(entry.get("with")),
            calls(entry.get("then")),
            texts(entry.get("ignored")),
            Objects.requireNonNullElse(entry.get("id"), ""),
            map(entry.get("outputs")),
            text(entry, "tagType"),
            calls(entry.get("delete")),
            text(entry, "list").map(list -> listing(service, list))));
  }

  private static Listing listing(String service, String text) {
    String[] words = text.split(" ");
    return new Listing(service, words[0], Arrays.asList(words[1].split("\\.")));
  }

  private static List<Call> calls(@Nullable Object entries) {
    List<Call> calls = new ArrayList<>();
    if (entries instanceof List<?> list) {
      for (Object one : list) {
        Map<String, Object> entry = new LinkedHashMap<>(map(one));
        Map<String, Object> until = map(entry.remove("until"));
        entry.forEach((operation, template) -> calls.add(new Call(operation, template, until)));
      }
    }
    return calls;
  }

  private static Optional<String> text(Map<String, Object> entry, String key) {
    return Optional.ofNullable(entry.get(key)).map(String::valueOf);
  }

  private static Map<String, String> texts(@Nullable Object value) {
    Map<String, String> texts = new LinkedHashMap<>();
    map(value).forEach((key, text) -> texts.put(key, text.toString()));
    return texts;
  }

  private static Map<String, Map<String, Object>> nested(@Nullable Object value) {
    Map<String, Map<String, Object>> nested = new LinkedHashMap<>();
    map(value).forEach((key, inner) -> nested.put(key, map(inner)));
    return nested;
  }

  private static Map<String, Object> map(@Nullable Object value) {
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> entries) {
      entries.forEach((key, one) -> map.put(String.valueOf(key), one));
    }
    return map;
  }

  /**
   * The entry of a type.
   *
   * @throws Failed when there is none
   */
  public Mapping of(String type) {
    @Nullable Mapping mapping = byType.get(type);
    if (mapping == null) {
      throw new Failed(
          "%s is not in stacks/rehearse's %s: add how it is made, or 'whyNot' with the reason",
          type, FILE);
    }
    return mapping;
  }

  /** All entries, in the table's order. */
  public List<Mapping> all() {
    return List.copyOf(byType.values());
  }
}
