package com.genericcorp.hq.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** JSON as the commands print it for programs: camel case, indented, one document. */
public final class Json {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** The shared mapper; it must not be configured further. */
  public static ObjectMapper mapper() {
    return MAPPER;
  }

  public static String print(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException problem) {
      throw new IllegalArgumentException("no JSON for " + value.getClass(), problem);
    }
  }
}
