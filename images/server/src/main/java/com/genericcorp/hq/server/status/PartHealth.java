package com.genericcorp.hq.server.status;

import java.util.Locale;

/**
 * How a part of the service is.
 *
 * @param detail a sentence for people; anybody may read it
 */
public record PartHealth(String name, Status status, String detail) {
  /** From best to worst. */
  public enum Status {
    OK,
    DEGRADED,
    DOWN;

    /** As it stands in the API. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static PartHealth ok(String name, String detail) {
    return new PartHealth(name, Status.OK, detail);
  }

  public static PartHealth degraded(String name, String detail) {
    return new PartHealth(name, Status.DEGRADED, detail);
  }

  public static PartHealth down(String name, String detail) {
    return new PartHealth(name, Status.DOWN, detail);
  }
}
