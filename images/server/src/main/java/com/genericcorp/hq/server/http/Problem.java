package com.genericcorp.hq.server.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.http.HttpStatus;
import org.jspecify.annotations.Nullable;

/**
 * Why a request was not answered as it wished, as a problem document (RFC 9457).
 *
 * @param kind what programs distinguish problems by, the last part of {@code type}; empty when the
 *     status says it all
 * @param detail a sentence for the caller about this occurrence; never about our insides
 * @param faults what is wrong with the request's parts
 * @param headers what the answer's header says besides
 * @param limit the limit that was met; null when none was
 */
public record Problem(
    int status,
    String kind,
    String detail,
    List<Fault> faults,
    Map<String, String> headers,
    @Nullable ExceededLimit limit) {
  public static final String CONTENT_TYPE = "application/problem+json";

  private static final int MOST_FAULTS = 50;
  private static final String TYPES = "urn:agenthq:problem:";
  private static final JsonFactory JSON = new JsonFactory();

  /**
   * One wrong part of a request.
   *
   * @param pointer a JSON pointer into the body ({@code #/title}), or a query parameter ({@code
   *     ?limit})
   */
  public record Fault(String pointer, String detail) {}

  /**
   * Which limit was met, and what would allow more.
   *
   * @param name as in the API's description: {@code requestsPerMinute}, {@code agents}, …
   * @param tier the organisation's tier; null where the limit is not the tier's
   * @param nextTier the tier above that allows more; null when there is none
   * @param nextAllowed what that one allows; null is "as agreed"
   */
  public record ExceededLimit(
      String name,
      @Nullable String tier,
      long allowed,
      @Nullable String nextTier,
      @Nullable Integer nextAllowed) {
    /** A limit that is no tier's. */
    public static ExceededLimit ofNoTier(String name, long allowed) {
      return new ExceededLimit(name, null, allowed, null, null);
    }
  }

  public Problem(int status, String kind, String detail) {
    this(status, kind, detail, List.of(), Map.of(), null);
  }

  public Problem(int status, String detail) {
    this(status, "", detail);
  }

  /** 400, with the faults that were found; an answer shall not be far larger than its request. */
  public static Problem invalid(List<Fault> faults) {
    return new Problem(
        400,
        "invalid-request",
        "Some parts of the request cannot be used.",
        faults.subList(0, Math.min(MOST_FAULTS, faults.size())),
        Map.of(),
        null);
  }

  public static Problem invalid(String pointer, String detail) {
    return invalid(List.of(new Fault(pointer, detail)));
  }

  public Problem with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new Problem(status, kind, detail, faults, more, limit);
  }

  /** The same about a limit that was met. */
  public Problem about(ExceededLimit met) {
    return new Problem(status, kind, detail, faults, headers, met);
  }

  /** The problem as something to throw. */
  public ProblemException exception() {
    return new ProblemException(this);
  }

  String json(String requestId) {
    // As text: half a surrogate pair in a field's name becomes '?' when it is sent, no exception.
    StringWriter text = new StringWriter(256);
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringField("type", kind.isEmpty() ? "about:blank" : TYPES + kind);
      out.writeStringField("title", HttpStatus.getMessage(status));
      out.writeNumberField("status", status);
      out.writeStringField("detail", detail);
      out.writeStringField("requestId", requestId);
      if (!faults.isEmpty()) {
        out.writeArrayFieldStart("errors");
        for (Fault fault : faults) {
          out.writeStartObject();
          out.writeStringField("pointer", fault.pointer());
          out.writeStringField("detail", fault.detail());
          out.writeEndObject();
        }
        out.writeEndArray();
      }
      if (limit != null) {
        write(out, limit);
      }
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return text.toString();
  }

  private static void write(JsonGenerator out, ExceededLimit limit) throws IOException {
    out.writeObjectFieldStart("limit");
    out.writeStringField("name", limit.name());
    out.writeStringField("tier", limit.tier());
    out.writeNumberField("allowed", limit.allowed());
    out.writeStringField("nextTier", limit.nextTier());
    if (limit.nextAllowed() == null) {
      out.writeNullField("nextAllowed");
    } else {
      out.writeNumberField("nextAllowed", limit.nextAllowed());
    }
    out.writeEndObject();
  }
}
