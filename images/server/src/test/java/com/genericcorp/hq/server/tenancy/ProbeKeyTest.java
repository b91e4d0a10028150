package com.genericcorp.hq.server.tenancy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;

class ProbeKeyTest {
  // The example of docs/application-contract.md, which environments/verify tests, too.
  private static final String SECRET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab";
  private static final String KEY = "ahq_probe00000_-_LgTEH556e3OXtoA9Sqyp7Q5O-xRf4MUgngZivXEpA";

  @Test
  void theDocumentsExampleHolds() {
    assertThat(ProbeKey.of(SECRET + "\n").reveal()).isEqualTo(KEY);
  }

  @Test
  void itIsAKeyLikeAnyOther() {
    ApiKey parsed = ApiKey.parse(KEY).orElseThrow();
    assertThat(parsed.tenantId()).isEqualTo(ProbeKey.TENANT_ID);
    assertThat(parsed.hash()).isEqualTo(ProbeKey.of(SECRET).hash());
    assertThat(ProbeKey.of(SECRET + "c").hash()).isNotEqualTo(parsed.hash());
  }

  @Test
  void aSecretThatCouldBeGuessedIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> ProbeKey.of("only-thirty-one-characters-long"))
        .isInstanceOf(InvalidInput.class)
        .hasMessage("PROBE_SECRET has 31 characters: give at least 32 random ones");
  }
}
