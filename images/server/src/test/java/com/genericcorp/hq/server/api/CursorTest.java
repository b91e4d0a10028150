package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.tasks.Place;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTest {
  @Test
  void aCursorKeepsItsPlaceToTheMicrosecond() {
    Place place = new Place(Instant.parse("2026-11-23T12:00:00.123456Z"), UUID.randomUUID());
    assertThat(Cursor.parse(Cursor.of(place))).contains(place);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "abc", "' or 1=1 --", "AAAA", "____________________________________________"})
  void whatIsNoCursorIsNone(String text) {
    assertThat(Cursor.parse(text)).isEmpty();
  }

  @Test
  void aTimeThatTheDatabaseCannotHoldIsTheLastThatItCan() {
    byte[] bytes = new byte[24];
    bytes[0] = 0x7f;
    assertThat(Cursor.parse(Base64.getUrlEncoder().encodeToString(bytes)).orElseThrow().createdAt())
        .isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
  }
}
