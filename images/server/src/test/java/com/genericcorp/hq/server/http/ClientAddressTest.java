package com.genericcorp.hq.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
  private static final String PEER = "10.0.0.1";

  @Test
  void withoutATrustedProxyTheHeaderIsWorthNothing() {
    assertThat(ClientAddress.of(PEER, List.of("203.0.113.9"), 0)).isEqualTo(PEER);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 203.0.113.9",
    "2, 198.51.100.7",
    "3, 192.0.2.1",
    // Fewer hops than proxies: the request came in further inside, its first sender is the client.
    "4, 192.0.2.1",
  })
  void eachTrustedProxyCountsOneFromTheRight(int trusted, String client) {
    List<String> forwarded = List.of("192.0.2.1, 198.51.100.7 ,203.0.113.9");
    assertThat(ClientAddress.of(PEER, forwarded, trusted)).isEqualTo(client);
  }

  @Test
  void whatTheClientItselfSentIsNeverBelieved() {
    // The client claims to be 127.0.0.1; our one proxy appended what it saw.
    assertThat(ClientAddress.of(PEER, List.of("127.0.0.1, 203.0.113.9"), 1))
        .isEqualTo("203.0.113.9");
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(ClientAddress.of(PEER, List.of("192.0.2.1", "198.51.100.7, 203.0.113.9"), 2))
        .isEqualTo("198.51.100.7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "unknown",
        "",
        " ",
        "_hidden",
        "999.1.1.1",
        "1.2.3",
        "example.com",
        "1.2.3.4; drop",
        "2001:db8::zz",
        ":::::",
        "[::1",
        "1.2.3.4:http"
      })
  void whatIsNoAddressEndsTheList(String forged) {
    assertThat(ClientAddress.of(PEER, List.of(forged), 1)).isEqualTo(PEER);
    assertThat(ClientAddress.of(PEER, List.of(forged + ", 203.0.113.9"), 2))
        .isEqualTo("203.0.113.9");
  }

  @ParameterizedTest
  @CsvSource({
    "203.0.113.9:4711, 203.0.113.9",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:443, 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
    "::ffff:203.0.113.9, 203.0.113.9",
  })
  void portsAndSpellingsOfAnAddressAreOneAddress(String sent, String client) {
    assertThat(ClientAddress.of(PEER, List.of(sent), 1)).isEqualTo(client);
  }
}
