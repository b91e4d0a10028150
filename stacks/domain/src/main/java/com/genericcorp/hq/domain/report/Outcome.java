package com.genericcorp.hq.domain.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a check went; only a fault makes the command fail. */
public enum Outcome {
  OK,
  WARNING,
  FAULT,
  /** Not looked at: what was seen says why. */
  SKIPPED;

  @Override
  @JsonValue
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
