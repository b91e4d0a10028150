package com.genericcorp.hq.verify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;

class ProbeSecretTest {
  // The example of docs/application-contract.md, which images/server tests, too.
  private static final String SECRET =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZab";
  private static final String KEY = "ahq_probe00000_-_LgTEH556e3OXtoA9Sqyp7Q5O-xRf4MUgngZivXEpA";

  @Test
  void theDocumentsExampleHolds() {
    assertThat(ProbeSecret.key(SECRET + "\n", "the test").reveal()).isEqualTo(KEY);
  }

  @Test
  void aSecretThatSeedRefusesIsRefusedAndNotRepeated() {
    assertThatThrownBy(() -> ProbeSecret.key("only-thirty-one-characters-long", "The secret x"))
        .isInstanceOf(InvalidInput.class)
        .hasMessageStartingWith("The secret x holds no probe's secret: it has 31 characters")
        .hasMessageNotContaining("only-thirty");
  }
}
