package com.genericcorp.hq.server.tasks;

import java.time.Instant;

/** Something that happened to a task. */
public record TaskEvent(Instant at, String kind, String detail) {
  public static final String QUEUED = "queued";
  public static final String STARTED = "started";

  /** Another worker went on where a lost one stopped. */
  public static final String RESUMED = "resumed";

  /**
   * The server stopped in good order, or the organisation was suspended; the task goes on later.
   */
  public static final String RETURNED = "returned";

  /** An attempt failed, and there will be another. */
  public static final String RETRIED = "retried";

  public static final String SUCCEEDED = "succeeded";
  public static final String FAILED = "failed";
  public static final String CANCELLED = "cancelled";
}
