package com.genericcorp.hq.verify.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.genericcorp.hq.verify.json.JsonText;
import java.util.List;
import java.util.Map;

/**
 * What a server answered.
 *
 * @param headers values by lower-case name, in the order received
 * @param body as UTF-8; of a longer one than the limits allow the start
 */
public record Response(int status, Map<String, List<String>> headers, String body) {
  private static final int EXCERPT = 80;

  /** All values of a header; empty when it was not sent. */
  public List<String> all(String header) {
    return headers.getOrDefault(header, List.of());
  }

  /** The JSON object in the body. */
  public JsonNode json() throws NoAnswer {
    JsonNode node = parsed();
    if (!node.isObject()) {
      throw new NoAnswer("answered " + status + " with no JSON object: " + excerpt());
    }
    return node;
  }

  /** The status with what a problem document (RFC 9457) or else the body's start says. */
  public String summary() {
    if (body.isBlank()) {
      return Integer.toString(status);
    }
    JsonNode problem = parsed();
    for (String member : List.of("detail", "title")) {
      if (problem.path(member).isTextual()) {
        return status + ": " + problem.path(member).asText();
      }
    }
    return status + ": " + excerpt();
  }

  private JsonNode parsed() {
    try {
      return JsonText.parse(body);
    } catch (JsonProcessingException problem) {
      return MissingNode.getInstance();
    }
  }

  private String excerpt() {
    if (body.isBlank()) {
      return "(nothing)";
    }
    return body.length() <= EXCERPT ? body : body.substring(0, EXCERPT) + "…";
  }
}
