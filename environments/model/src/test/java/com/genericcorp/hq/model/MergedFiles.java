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

  static Map<String, Object> of(String name) {
    return over(load(name), load("common"));
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
