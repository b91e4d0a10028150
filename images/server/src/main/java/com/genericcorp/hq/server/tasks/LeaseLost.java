package com.genericcorp.hq.server.tasks;

/** The worker no longer holds the job: the task was cancelled, or another worker has it. */
final class LeaseLost extends RuntimeException {
  final boolean cancelled;

  LeaseLost(boolean cancelled) {
    super(cancelled ? "the task was cancelled" : "another worker has the task", null, false, false);
    this.cancelled = cancelled;
  }
}
