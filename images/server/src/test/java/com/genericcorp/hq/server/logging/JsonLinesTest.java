package com.genericcorp.hq.server.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

class JsonLinesTest {
  private static final String KEY = "ahq_0123456789_Ab-_Ab-_Ab-_Ab-_Ab-_Ab-_Ab-_Ab-_Ab-_Ab-_xyz";

  private final JsonLines lines = new JsonLines("demo");

  @Test
  void aLineHasWhatIsNeededToFindIt() throws JsonProcessingException {
    LoggingEvent event = event("It works.", null);
    event.setMDCPropertyMap(Map.of("tenant", "acme", "request", "r-1"));
    event.addKeyValuePair(new KeyValuePair("status", 200));
    event.addKeyValuePair(new KeyValuePair("request", "r-2"));
    JsonNode line = parse(event);
    assertThat(line.get("time").asText()).isEqualTo("2026-11-23T12:00:00.123Z");
    assertThat(line.get("level").asText()).isEqualTo("INFO");
    assertThat(line.get("environment").asText()).isEqualTo("demo");
    assertThat(line.get("message").asText()).isEqualTo("It works.");
    assertThat(line.get("tenant").asText()).isEqualTo("acme");
    assertThat(line.get("status").asInt()).isEqualTo(200);
    assertThat(line.get("request").asText()).isEqualTo("r-2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "one\n{\"level\":\"ERROR\",\"message\":\"forged\"}",
        "one\r\ntwo",
        "quote \" and \\ and \u0000 and \u001b[31m",
        "line \u2028 separator",
        "half a pair \ud800 of surrogates",
        ""
      })
  void whateverIsLoggedItStaysOneLineWithOneObject(String message) throws JsonProcessingException {
    String text = text(event("{}", null, message));
    assertThat(text).endsWith("\n");
    assertThat(text.strip()).doesNotContain("\n").doesNotContain("\r");
    assertThat(parse(event("{}", null, message)).get("message").asText())
        .isEqualTo(message.replace('\ud800', '?'));
  }

  @Test
  void anExceptionIsAFieldAndTellsNoSecret() throws JsonProcessingException {
    IllegalStateException problem =
        new IllegalStateException("refused", new IllegalArgumentException("key " + KEY));
    String text = text(event("failed", problem));
    assertThat(text.strip().lines()).hasSize(1);
    String trace = new ObjectMapper().readTree(text).get("exception").asText();
    assertThat(trace)
        .contains("IllegalStateException: refused")
        .contains("Caused by")
        .contains("ahq_0123456789_***")
        .doesNotContain(KEY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization: Bearer " + KEY,
        "bearer abcdefghijklmnopqrstuvwxyz",
        "basic YWxhZGRpbjpvcGVuc2VzYW1lYWJjZGVmZ2g=",
        "GATEWAY_SECRET=abcdefghijklmnopqrstuvwxyz",
        "{\"password\": \"abcdefghijklmnopqrstuvwxyz\"}",
        "https://acme.example.com/invitation#inv_0123456789_abcdefghijklmnopqrstuvwxyz",
        "0123456789.3f2b8c1e-0d4a-4b8e-9c57-1f6f7f0f9a10.abcdefghijklmnopqrstuvwxyz",
        "eyJhbGciOiJIUzI1NiJ9.eyJabcdefghij.abcdefghij",
        "hash $argon2id$v=19$m=19456,t=2,p=1$abcdefghij$abcdefghij",
        KEY
      })
  void whatLooksLikeASecretIsBlottedOut(String message) {
    assertThat(text(event("{}", null, message)))
        .contains("***")
        .doesNotContain("abcdefghij")
        .doesNotContain("YWxhZGRpbj")
        .doesNotContain("Ab-_Ab-_");
  }

  @Test
  void anEndlessMessageIsCut() {
    assertThat(text(event("{}", null, "x".repeat(1_000_000)))).hasSizeLessThan(20_000);
  }

  private static LoggingEvent event(String message, Throwable problem, Object... arguments) {
    LoggingEvent event =
        new LoggingEvent(
            "",
            (Logger) LoggerFactory.getLogger("com.genericcorp.hq.test"),
            Level.INFO,
            message,
            problem,
            arguments);
    event.setInstant(Instant.parse("2026-11-23T12:00:00.123Z"));
    return event;
  }

  private String text(LoggingEvent event) {
    return new String(lines.encode(event), StandardCharsets.UTF_8);
  }

  private JsonNode parse(LoggingEvent event) throws JsonProcessingException {
    return new ObjectMapper().readTree(text(event));
  }
}
