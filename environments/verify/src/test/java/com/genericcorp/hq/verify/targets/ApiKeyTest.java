package com.genericcorp.hq.verify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {
  @Test
  void theLineFeedAtAFilesEndIsNoPartOfIt() {
    assertThat(ApiKey.of(" ahq_1_abc\r\n", "the test").reveal()).isEqualTo("ahq_1_abc");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ahq_1_abc\r\nX-Evil: 1", "two words", "schlüssel", "nul\u0000byte"})
  void whatCannotStandInAHeaderIsRefusedAndNotRepeated(String text) {
    assertThatThrownBy(() -> ApiKey.of(text, "The variable PROBE_API_KEY"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("The variable PROBE_API_KEY holds no API key")
        .hasMessageNotContaining(text.substring(0, 5));
  }

  @Test
  void nothingIsNoKey() {
    assertThatThrownBy(() -> ApiKey.of(" \n", "The variable PROBE_API_KEY"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("it is empty");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "ab", "ahq_0123456789_xxxAA", "ahq_0123456789_xxxBB"})
  void anAlteredKeyIsAnotherOfTheSameForm(String text) {
    String altered = ApiKey.of(text, "the test").altered().reveal();

    assertThat(altered).hasSameSizeAs(text).isNotEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "no key here, no key here",
    "ahq_0123456789_secret, (the key)",
    "bad ahq_0123456789_secret! and ahq_0123456789_secret, bad (the key)! and (the key)",
    "cut short: ahq_0123456789_sec…, cut short: (the key)…",
    "ahq_0123ahq_0123456789_secret, (the key)(the key)",
    "ahq_ is how keys begin, ahq_ is how keys begin"
  })
  void isTakenOutOfATextWholeOrCutShort(String text, String redacted) {
    assertThat(ApiKey.of("ahq_0123456789_secret", "the test").redact(text)).isEqualTo(redacted);
  }

  @Test
  void itsTextDoesNotTellIt() {
    assertThat(ApiKey.of("ahq_1_abc", "the test")).hasToString("(the key)");
  }
}
