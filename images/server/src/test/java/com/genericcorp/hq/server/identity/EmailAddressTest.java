package com.genericcorp.hq.server.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"a@b", "Ada.Lovelace+x@Example.co.uk", "o'neil@example.com"})
  void whatPeopleHaveIsTakenInLowerCase(String text) {
    assertThat(EmailAddress.parse(text)).isPresent();
    assertThat(EmailAddress.parse(text).orElseThrow().value()).isLowerCase();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b",
        "a b@c",
        "a@b\r\nBcc: x@y",
        "a@b\n",
        "a@b,c@d",
        "<a@b>",
        "\"a\"@b",
        "a@b@c",
        "a@-b",
        "a@b..c",
        "a@b.",
        "jos\u00e9@example.com",
        "\u212aelvin@example.com",
        "a@ex\u00e4mple.com",
        "a\u0000@b"
      })
  void anythingElseIsNone(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void oneMayHave254Characters() {
    String domain = ("x".repeat(60) + ".").repeat(3) + "yyyyyy";
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain)).isPresent();
    assertThat(EmailAddress.parse("a".repeat(64) + "@" + domain + "zzzzz")).isEmpty();
    assertThat(EmailAddress.parse("a".repeat(65) + "@b")).isEmpty();
  }
}
