package com.genericcorp.hq.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeaturesTest {
  @Test
  void whatIsAbsentIsOffAndWhatIsUnknownIsAnothers() {
    assertThat(Features.parse("{\"beta\": true, \"new\": {}}"))
        .isEqualTo(new Features(false, false, true, false, false));
    assertThat(Features.parse("{}")).isEqualTo(new Features(false, false, false, false, false));
  }

  @Test
  void eachFlagIsItsOwn() {
    assertThat(Features.parse("{\"sampleOrganizationsNightlyReset\": true}"))
        .isEqualTo(new Features(false, false, false, false, true));
    assertThat(Features.parse("{\"sampleSignIn\": true, \"selfSignUp\": true}"))
        .isEqualTo(new Features(true, false, false, true, false));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "null", "{", "{\"beta\": \"yes\"}", "{\"beta\": null}", "1"})
  void whatIsNoFlagIsRefusedInWords(String json) {
    assertThatThrownBy(() -> Features.parse(json)).isInstanceOf(InvalidInput.class);
  }
}
