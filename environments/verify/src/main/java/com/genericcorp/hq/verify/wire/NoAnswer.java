package com.genericcorp.hq.verify.wire;

import java.io.IOException;

/** No usable answer came. The message is a sentence about what was seen instead. */
public final class NoAnswer extends IOException {
  /** What a caller may have to tell apart. */
  public enum Kind {
    /** The server ended the connection too early. */
    CUT,
    /** The time was over. */
    LATE,
    /** The certificate is not trusted, or not for that host. */
    DISTRUSTED,
    /** This machine has no way to the address at all, as without IPv6. */
    UNREACHABLE,
    /** Refused, not resolved, or not understood. */
    OTHER
  }

  private final Kind kind;

  public NoAnswer(String message) {
    super(message);
    this.kind = Kind.OTHER;
  }

  NoAnswer(String message, Throwable cause) {
    this(Kind.OTHER, message, cause);
  }

  NoAnswer(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
