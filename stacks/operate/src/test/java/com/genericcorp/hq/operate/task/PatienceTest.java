package com.genericcorp.hq.operate.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PatienceTest {
  @Test
  void aFleetsMigrationIsWaitedForLongerThanAnyOtherCommand() {
    Patience usual = Patience.USUAL;
    assertThat(usual.end(List.of("tenants", "list"))).isEqualTo(usual.task());
    assertThat(usual.end(List.of("job", "retention"))).isEqualTo(usual.task());
    assertThat(usual.end(List.of("seed"))).isEqualTo(usual.task());
    assertThat(usual.end(List.of("tenants", "migrate", "--workers", "8")))
        .isEqualTo(usual.end(List.of("migrate")))
        .isGreaterThan(usual.task());
  }
}
