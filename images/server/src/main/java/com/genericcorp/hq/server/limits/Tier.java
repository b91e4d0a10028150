package com.genericcorp.hq.server.limits;

import org.jspecify.annotations.Nullable;

/**
 * What organisations of one tier may use; null is "as agreed", which is not limited here.
 *
 * @param concurrentTasks tasks that are queued or run
 * @param storageGb the size of the organisation's schema, in 10⁹ bytes
 */
public record Tier(
    String name,
    @Nullable Integer requestsPerMinute,
    @Nullable Integer agents,
    @Nullable Integer concurrentTasks,
    @Nullable Integer storageGb) {
  private static final long BYTES = 1_000_000_000L;

  /** Whether so much storage leaves no room for more. */
  public boolean isFullWith(long storageBytes) {
    return storageGb != null && storageBytes >= storageGb * BYTES;
  }
}
