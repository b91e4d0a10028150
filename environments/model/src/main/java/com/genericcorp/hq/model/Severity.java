package com.genericcorp.hq.model;

import java.util.Locale;

/** How urgent an alert is. */
public enum Severity {
  /** Wakes somebody up. */
  CRITICAL,
  /** Waits for the morning. */
  WARNING;

  /** As in the files: {@code critical}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
