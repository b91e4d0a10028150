package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  private static final Pattern CONTRACT = Pattern.compile("^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "acme",
        "a1",
        "a-b",
        "a-1-c",
        "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddd",
      })
  void aHostLabelIsTaken(String value) {
    assertThat(new Slug(value)).hasToString(value);
    assertThat(value).matches(CONTRACT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1a",
        "-a",
        "a-",
        "a--b",
        "A",
        "a_b",
        "a.b",
        "a b",
        "a\n",
        "аcme",
        "ａcme",
        "acmé",
        "aaaaaaaaaabbbbbbbbbbccccccccccdddddddddde",
        "a'; DROP SCHEMA public; --"
      })
  void whatIsNoHostLabelIsRefused(String value) {
    assertThatThrownBy(() -> new Slug(value))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("an organisation's slug is '")
        .hasMessageEndingWith(
            "'; expected 1 to 40 lower-case letters, digits and single inner hyphens, a letter"
                + " first");
  }

  @Test
  void aReservedNameIsRefused() {
    assertThatThrownBy(() -> new Slug("probe"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("the slug 'probe' is reserved; choose another");
  }
}
