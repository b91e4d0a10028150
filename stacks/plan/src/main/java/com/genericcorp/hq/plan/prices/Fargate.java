package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;

/** What a task of a definition uses. */
record Fargate(BigDecimal cpus, BigDecimal gb, String architecture) {
  private static final BigDecimal UNITS = new BigDecimal(1024);

  static Fargate of(Captured definition) {
    return new Fargate(
        Quantity.divide(number(definition, "cpu"), UNITS),
        Quantity.divide(number(definition, "memory"), UNITS),
        "ARM64".equals(definition.map("runtimePlatform").get("cpuArchitecture")) ? "arm" : "x86");
  }

  private static BigDecimal number(Captured definition, String input) {
    return definition
        .text(input)
        .map(BigDecimal::new)
        .orElseThrow(() -> new Failed("task definition %s has no %s", definition.name(), input));
  }

  String cpuKey() {
    return "fargate." + architecture + ".vcpu";
  }

  String gbKey() {
    return "fargate." + architecture + ".gb";
  }
}
