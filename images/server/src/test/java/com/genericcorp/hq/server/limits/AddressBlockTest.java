package com.genericcorp.hq.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressBlockTest {
  @ParameterizedTest
  @CsvSource({
    "2001:db8::1, 2001:db8:0:0:ffff::1",
    "2001:db8:0:0:0:0:0:1, 2001:db8::2",
    "[2001:db8::1], 2001:db8::1%eth0",
    "::ffff:192.0.2.1, 192.0.2.1",
    "192.0.2.1, 192.0.2.1",
  })
  void addressesOfOneCustomerAreOneBlock(String one, String other) {
    assertThat(AddressBlock.of(one)).isEqualTo(AddressBlock.of(other));
  }

  @ParameterizedTest
  @CsvSource({
    "2001:db8:0:1::1, 2001:db8:0:2::1",
    "192.0.2.1, 192.0.2.2",
    "::1, 127.0.0.1",
  })
  void othersAreNot(String one, String other) {
    assertThat(AddressBlock.of(one)).isNotEqualTo(AddressBlock.of(other));
  }

  @Test
  void whatIsNoAddressIsABlockOfItsOwn() {
    assertThat(AddressBlock.of("nobody")).isEqualTo("nobody");
    assertThat(AddressBlock.of("x:y")).isEqualTo("x:y");
    assertThat(AddressBlock.of("")).isEmpty();
  }
}
