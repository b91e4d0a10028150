package com.genericcorp.hq.rehearse.account;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The tags that the provider puts on whatever takes any; providers get their inputs as JSON. */
final class DefaultTags {
  private DefaultTags() {}

  static Map<String, Object> of(Map<String, Object> provider) {
    @Nullable Object given = provider.get("defaultTags");
    try {
      if (given instanceof String text) {
        given = Json.mapper().readValue(text, new TypeReference<Map<String, Object>>() {});
      }
    } catch (JsonProcessingException problem) {
      throw new IllegalStateException("the provider's defaultTags are no JSON", problem);
    }
    Map<String, Object> tags = new LinkedHashMap<>();
    if (given instanceof Map<?, ?> map && map.get("tags") instanceof Map<?, ?> pairs) {
      pairs.forEach((key, value) -> tags.put("" + key, value));
    }
    return tags;
  }
}
