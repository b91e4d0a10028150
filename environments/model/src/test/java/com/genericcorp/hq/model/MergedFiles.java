package com.genericcorp.hq.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The environments' files, read and merged without any code of the module. */
final class MergedFiles {
  private MergedFiles() {}

  /** The environment in the size that its file names, with nothing of the sizes but tenants. */
  static Map<String, Object> of(String name) {
    Map<String, Object> merged = whole(name);
    return merged.get("size") instanceof String size ? of(name, size) : merged;
  }

  /** The same in another size. */
  static Map<String, Object> of(String name, String size) {
    Map<String, Object> merged = whole(name);
    Map<String, Object> sizes = map(merged.get("sizes"));
    Map<String, Object> layer = new LinkedHashMap<>(map(sizes.get(size)));
    layer.remove("tenants");
    merged = over(layer, merged);
    merged.put("size", size);
    Map<String, Object> tenants = new LinkedHashMap<>();
    sizes.forEach((key, keys) -> tenants.put(key, Map.of("tenants", map(keys).get("tenants"))));
    merged.put("sizes", tenants);
    return merged;
  }

  /** The environment's file over the common one, sizes and all. */
  static Map<String, Object> whole(String name) {
    return over(load(name), load("common"));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object value) {
    return (Map<String, Object>) value;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> load(String name) {
    try {
      String text = Files.readString(EnvironmentsFolder.REAL.resolve(name + ".yaml"));
      return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> over(Map<String, Object> above, Map<String, Object> below) {
    Map<String, Object> merged = new LinkedHashMap<>(below);
    above.forEach(
        (key, value) ->
            merged.put(
                key,
                value instanceof Map<?, ?> upper && below.get(key) instanceof Map<?, ?> lower
                    ? over((Map<String, Object>) upper, (Map<String, Object>) lower)
                    : value));
    return merged;
  }
}
