package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import java.math.BigDecimal;

/**
 * The service's processes.
 *
 * @param cpu vCPUs of one replica, in the sizes of {@link FargateSize}
 * @param memoryMb MiB of one replica
 * @param poolSize connections in each cohort's pool
 * @param taskWorkers tasks that one replica runs at once
 * @param metricsTenants organisations with a label of their own in {@code /metrics}
 */
public record Server(
    Replicas replicas,
    BigDecimal cpu,
    int memoryMb,
    int poolSize,
    int taskWorkers,
    int metricsTenants) {
  public Server {
    cpu = cpu.stripTrailingZeros();
    if (FargateSize.of(cpu).isEmpty()) {
      throw new InvalidInput("server.cpu is %s; allowed: %s", cpu, FargateSize.cpus());
    }
    Check.range("server.memoryMb", memoryMb, 512, 122_880);
    Check.range("server.poolSize", poolSize, 1, 100);
    Check.range("server.taskWorkers", taskWorkers, 1, 256);
    Check.range("server.metricsTenants", metricsTenants, 0, 1000);
  }
}
