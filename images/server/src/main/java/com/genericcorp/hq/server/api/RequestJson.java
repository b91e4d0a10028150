package com.genericcorp.hq.server.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Problem.Fault;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads a request's body as one strict JSON object. */
final class RequestJson {
  private static final Pattern JSON_TYPE =
      Pattern.compile(
          "application/json\\s*(;\\s*charset\\s*=\\s*\"?utf-8\"?\\s*)?", Pattern.CASE_INSENSITIVE);
  private static final int DEEPEST = 8;
  private static final int LONGEST_NUMBER = 40;

  /** Made when the first body is read: it is no part of a server's start. */
  private static final class Strict {
    static final ObjectMapper MAPPER =
        JsonMapper.builder(
                JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(
                        StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .maxNumberLength(LONGEST_NUMBER)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  private RequestJson() {}

  /**
   * What the reader makes of the body's fields.
   *
   * @throws com.genericcorp.hq.server.http.ProblemException 415 for another content type, 400 with
   *     every fault when the body is no JSON object, or the reader found faults or left fields
   */
  static <T> T read(Call call, Function<JsonFields, T> reader) {
    if (!JSON_TYPE.matcher(call.onlyHeader("Content-Type").strip()).matches()) {
      throw new Problem(415, "Send the body as 'Content-Type: application/json', in UTF-8.")
          .with("Accept", "application/json")
          .exception();
    }
    List<Fault> faults = new ArrayList<>();
    JsonFields fields = new JsonFields(object(call.body()), "#", faults);
    T value = reader.apply(fields);
    fields.nothingElse();
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults).exception();
    }
    return value;
  }

  private static JsonNode object(ByteBuffer body) {
    JsonNode node;
    try {
      node = Strict.MAPPER.readTree(text(body));
    } catch (JsonProcessingException malformed) {
      throw Problem.invalid("#", sentence(malformed)).exception();
    }
    if (node == null || !node.isObject()) {
      throw Problem.invalid("#", "must be a JSON object").exception();
    }
    return node;
  }

  private static String text(ByteBuffer body) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString();
    } catch (CharacterCodingException malformed) {
      throw Problem.invalid("#", "is not well-formed UTF-8").exception();
    }
  }

  /** Jackson's reason without what it says of itself, its classes and its settings. */
  private static String sentence(JsonProcessingException malformed) {
    String reason = malformed.getOriginalMessage().lines().findFirst().orElse("");
    JsonLocation at = malformed.getLocation();
    String where =
        at == null ? "" : " (line " + at.getLineNr() + ", column " + at.getColumnNr() + ")";
    if (reason.startsWith("Duplicate field")) {
      return "has a field twice" + where + ": " + reason.substring("Duplicate field ".length());
    }
    if (reason.contains("nesting depth")) {
      return "is nested more than " + DEEPEST + " levels deep";
    }
    return "is not well-formed JSON" + where;
  }
}
