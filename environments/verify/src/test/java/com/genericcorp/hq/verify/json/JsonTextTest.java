package com.genericcorp.hq.verify.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.cli.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "null",
        "\"text\\u00e9\"",
        "{\"a\":[1,2.5,true,false,null,{\"b\":\"c\"}],\"d\":{}}"
      })
  void readsWhatTheMapperReads(String text) throws Exception {
    assertThat(JsonText.parse(text)).hasToString(Json.mapper().readTree(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "{", "[1", "[1,]", "{\"a\"}", "{\"a\":}", "{} {}", "nothing", "\"", "]"})
  void refusesWhatIsNoJson(String text) {
    assertThatThrownBy(() -> JsonText.parse(text)).isInstanceOf(JsonProcessingException.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {2_000, 1_000_000})
  void refusesWhatIsNestedTooDeeply(int depth) {
    assertThatThrownBy(() -> JsonText.parse("[".repeat(depth)))
        .isInstanceOf(JsonProcessingException.class);
  }
}
