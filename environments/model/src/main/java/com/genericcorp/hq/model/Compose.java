package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import java.math.BigDecimal;

/**
 * What the containers beside the server may take of a Docker host, and what the host must have.
 *
 * @param prometheus runs where the customer wants monitoring, as does {@code alertmanager}
 */
public record Compose(
    Size edge, Size postgres, Size prometheus, Size alertmanager, Host requirements) {

  /**
   * A container's limits.
   *
   * @param cpus vCPUs, in the sizes that {@code server.cpu} has
   * @param memoryMb MiB
   */
  public record Size(BigDecimal cpus, int memoryMb) {
    public Size {
      cpus = cpus.stripTrailingZeros();
      if (FargateSize.of(cpus).isEmpty()) {
        throw new InvalidInput("a container's cpus is %s; allowed: %s", cpus, FargateSize.cpus());
      }
      Check.range("a container's memoryMb", memoryMb, 64, 122_880);
    }
  }

  /**
   * What is asked of a host before anything is installed there.
   *
   * @param cpus vCPUs
   * @param memoryMb MiB
   * @param diskGb GiB that are free
   */
  public record Host(int cpus, int memoryMb, int diskGb) {
    public Host {
      Check.range("compose.requirements.cpus", cpus, 1, 64);
      Check.range("compose.requirements.memoryMb", memoryMb, 512, 122_880);
      Check.range("compose.requirements.diskGb", diskGb, 1, 65_536);
    }
  }
}
