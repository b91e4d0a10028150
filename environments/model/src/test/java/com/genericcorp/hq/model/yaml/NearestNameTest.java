package com.genericcorp.hq.model.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {
  private static final List<String> NAMES =
      List.of("local", "selfhosted", "demo", "production", "publicHost", "tenantHost", "aws");

  @ParameterizedTest
  @CsvSource({
    "demmo, demo",
    "dmeo, demo",
    "DEMO, demo",
    "aw, aws",
    "swa, ",
    "publichost, publicHost",
    "pulbicHots, publicHost",
    "tenant, tenantHost",
    "prod, production",
    "self-hosted, selfhosted",
    "staging, ",
    "x, ",
    "'', "
  })
  void theNameThatWasMeantIsFound(String word, String meant) {
    assertThat(NearestName.of(word, NAMES).orElse(null)).isEqualTo(meant);
  }

  @Test
  void aVeryLongWordIsNotCompared() {
    assertThat(NearestName.of("demo".repeat(100_000), NAMES)).isEmpty();
  }
}
