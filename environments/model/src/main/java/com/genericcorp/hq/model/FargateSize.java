package com.genericcorp.hq.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The memory that a Fargate task may have with a number of vCPUs: from {@code least} to {@code
 * most} MiB in steps. Source: Amazon ECS developer guide, "Task size".
 */
public record FargateSize(String cpu, int least, int most, int step) {
  private static final int GB = 1024;
  private static final List<FargateSize> SIZES =
      List.of(
          new FargateSize("0.25", GB, 2 * GB, GB), // and half a GB: see has()
          new FargateSize("0.5", GB, 4 * GB, GB),
          new FargateSize("1", 2 * GB, 8 * GB, GB),
          new FargateSize("2", 4 * GB, 16 * GB, GB),
          new FargateSize("4", 8 * GB, 30 * GB, GB),
          new FargateSize("8", 16 * GB, 60 * GB, 4 * GB),
          new FargateSize("16", 32 * GB, 120 * GB, 8 * GB));

  static Optional<FargateSize> of(BigDecimal cpu) {
    return SIZES.stream().filter(size -> new BigDecimal(size.cpu).compareTo(cpu) == 0).findFirst();
  }

  /** All numbers of vCPUs, for a message. */
  static String cpus() {
    return SIZES.stream().map(FargateSize::cpu).collect(Collectors.joining(", "));
  }

  /** Whether there is a task with so many vCPUs and so many MiB. */
  public static boolean exists(BigDecimal cpu, int memoryMb) {
    return of(cpu).filter(size -> size.has(memoryMb)).isPresent();
  }

  /** What is wrong with this memory for this many vCPUs on Fargate. */
  static Optional<String> problem(BigDecimal cpu, int memoryMb) {
    return of(cpu)
        .filter(size -> !size.has(memoryMb))
        .map(
            size ->
                "server.memoryMb is %d; with %s vCPU Fargate has %s%d to %d in steps of %d"
                    .formatted(
                        memoryMb,
                        size.cpu,
                        size.hasHalf() ? "512, or " : "",
                        size.least,
                        size.most,
                        size.step));
  }

  private boolean has(int memoryMb) {
    return (memoryMb >= least && memoryMb <= most && memoryMb % step == 0)
        || (hasHalf() && memoryMb == GB / 2);
  }

  private boolean hasHalf() {
    return cpu.equals("0.25");
  }
}
