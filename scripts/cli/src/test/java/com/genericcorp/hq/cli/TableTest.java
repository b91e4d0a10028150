package com.genericcorp.hq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void columnsAreAlignedAndLinesEndWithoutBlanks() {
    String text = Table.of("NAME", "HOST").row("a-long-name", "x").row("b", "").toString();
    assertThat(text)
        .isEqualTo(
            """
            NAME         HOST
            a-long-name  x
            b
            """);
  }
}
