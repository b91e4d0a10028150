package com.genericcorp.hq.model;

import java.util.OptionalInt;

/** What an organisation of a tier may use; empty: as agreed with it. */
public record TierLimits(
    OptionalInt requestsPerMinute,
    OptionalInt agents,
    OptionalInt concurrentTasks,
    OptionalInt storageGb) {
  public TierLimits {
    atLeastOne("requestsPerMinute", requestsPerMinute);
    atLeastOne("agents", agents);
    atLeastOne("concurrentTasks", concurrentTasks);
    atLeastOne("storageGb", storageGb);
  }

  private static void atLeastOne(String name, OptionalInt limit) {
    limit.ifPresent(value -> Check.range("a tier's " + name, value, 1, 1_000_000));
  }
}
