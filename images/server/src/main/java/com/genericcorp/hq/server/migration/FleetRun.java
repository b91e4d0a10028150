package com.genericcorp.hq.server.migration;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A recorded migration of organisations' schemas.
 *
 * @param version what its organisations are to reach
 * @param begunBy user, host and process
 * @param chosen whether its organisations were named by an operator
 * @param reason why it was stopped
 */
public record FleetRun(
    long id,
    int version,
    String begunBy,
    Instant begunAt,
    boolean chosen,
    double stopAt,
    int stopAfter,
    State state,
    @Nullable String reason,
    @Nullable Instant endedAt) {

  /** Where a run stands. */
  public enum State {
    RUNNING,
    DONE,
    /** All was tried; some failed. */
    FAILED,
    STOPPED,
    /** Its processes went away, and another run began in its place. */
    ABANDONED
  }
}
