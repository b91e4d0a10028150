package com.genericcorp.hq.server.tasks;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a task is on its way. */
public enum TaskStatus {
  QUEUED,
  RUNNING,
  SUCCEEDED,
  FAILED,
  CANCELLED;

  /** As it stands in the database and in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<TaskStatus> of(String text) {
    return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
  }
}
