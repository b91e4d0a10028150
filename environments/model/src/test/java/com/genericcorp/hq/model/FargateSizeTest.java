package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FargateSizeTest {
  @ParameterizedTest(name = "{0} vCPU: {1} to {2} in steps of {3}")
  @CsvSource({
    "0.25, 1024, 2048, 1024",
    "0.5, 1024, 4096, 1024",
    "1, 2048, 8192, 1024",
    "2, 4096, 16384, 1024",
    "4, 8192, 30720, 1024",
    "8, 16384, 61440, 4096",
    "16, 32768, 122880, 8192"
  })
  void memoryIsTakenInTheStepsThatFargateHas(BigDecimal cpu, int least, int most, int step) {
    assertThat(FargateSize.problem(cpu, least)).isEmpty();
    assertThat(FargateSize.problem(cpu, least + step)).isEmpty();
    assertThat(FargateSize.problem(cpu, most)).isEmpty();
    assertThat(FargateSize.problem(cpu, least + step / 2)).isPresent();
    assertThat(FargateSize.problem(cpu, most + step)).isPresent();
    assertThat(FargateSize.problem(cpu, least - step)).isPresent();
  }

  @ParameterizedTest
  @CsvSource({"0.25, 512, true", "0.25, 1536, false", "0.5, 512, false"})
  void halfAGigabyteGoesWithAQuarterOfACpuOnly(BigDecimal cpu, int memoryMb, boolean taken) {
    assertThat(FargateSize.problem(cpu, memoryMb).isEmpty()).isEqualTo(taken);
  }
}
