package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SlugTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"a", "acme", "a1", "north-wind", "a234567890123456789012345678901234567890"})
  void hostLabelsAreTaken(String text) {
    assertThat(new Slug(text).value()).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "Acme",
        "1acme",
        "-acme",
        "acme-",
        "ac--me",
        "xn--acme",
        "ac_me",
        "ac.me",
        "acme\n",
        "a'; drop schema public cascade; --",
        "аcme", // a Cyrillic а
        "acmé",
        "ａｃｍｅ", // full-width letters
        "a2345678901234567890123456789012345678901"
      })
  void everythingElseIsRefused(String text) {
    assertThatThrownBy(() -> new Slug(text))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cannot be an organisation's name: use 1 to 40 lower-case letters");
    assertThat(Slug.parse(text)).isEmpty();
  }

  @Test
  void reservedNamesAreNotForCustomers() {
    assertThatThrownBy(() -> Slug.forCustomer("www"))
        .hasMessage("'www' is reserved: choose another name");
    assertThatThrownBy(() -> Slug.forCustomer("probe")).isInstanceOf(InvalidInput.class);
    assertThat(Slug.forCustomer("acme")).isEqualTo(new Slug("acme"));
  }
}
