package com.genericcorp.hq.server.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.event.KeyValuePair;

/**
 * A log event as one line with one JSON object. Whatever a caller sent stands inside a JSON string,
 * so it can neither end the line nor forge a field.
 */
final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final int LONGEST_TEXT = 16_000;
  private static final byte[] NONE = new byte[0];

  private final JsonFactory json = new JsonFactory();
  private final String environment;

  JsonLines(String environment) {
    this.environment = environment;
  }

  @Override
  public byte[] headerBytes() {
    return NONE;
  }

  @Override
  public byte[] footerBytes() {
    return NONE;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    // A writer, not bytes: half a surrogate pair in a message becomes '?' instead of an exception.
    StringWriter line = new StringWriter(256);
    try (JsonGenerator out = json.createGenerator(line)) {
      out.writeStartObject();
      out.writeStringField("time", Instant.ofEpochMilli(event.getTimeStamp()).toString());
      out.writeStringField("level", event.getLevel().toString());
      if (!environment.isEmpty()) {
        out.writeStringField("environment", environment);
      }
      out.writeStringField("logger", event.getLoggerName());
      text(out, "message", String.valueOf(event.getFormattedMessage()));
      List<KeyValuePair> pairs =
          event.getKeyValuePairs() == null ? List.of() : event.getKeyValuePairs();
      for (Map.Entry<String, String> field : event.getMDCPropertyMap().entrySet()) {
        // What the event says itself goes before what its thread says; no key stands twice.
        if (pairs.stream().noneMatch(pair -> pair.key.equals(field.getKey()))) {
          text(out, field.getKey(), field.getValue());
        }
      }
      extra(out, pairs);
      if (event.getThrowableProxy() instanceof ThrowableProxy known) {
        text(out, "exception", stackTrace(known.getThrowable()));
      }
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void extra(JsonGenerator out, List<KeyValuePair> pairs) throws IOException {
    for (KeyValuePair pair : pairs) {
      if (pair.value instanceof Integer number) {
        out.writeNumberField(pair.key, number);
      } else if (pair.value instanceof Long number) {
        out.writeNumberField(pair.key, number);
      } else {
        text(out, pair.key, String.valueOf(pair.value));
      }
    }
  }

  private static void text(JsonGenerator out, String name, String value) throws IOException {
    String cut = value.length() > LONGEST_TEXT ? value.substring(0, LONGEST_TEXT) + "…" : value;
    out.writeStringField(name, Redaction.redact(cut));
  }

  /** The trace with all its causes. */
  private static String stackTrace(Throwable problem) {
    StringWriter trace = new StringWriter();
    problem.printStackTrace(new PrintWriter(trace));
    return trace.toString().stripTrailing();
  }
}
