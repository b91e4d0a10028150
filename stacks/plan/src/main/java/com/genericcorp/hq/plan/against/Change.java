package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;
import java.util.List;

/**
 * What becomes of a resource.
 *
 * @param kind whether it is new, gone or another
 * @param inputs what changes of it: {@code instanceClass: db.t4g.micro → db.t4g.small}
 * @param usd what it costs a month more, or less
 */
public record Change(Kind kind, Captured resource, List<String> inputs, BigDecimal usd) {
  /** The sign before it. */
  public enum Kind {
    ADDED("+"),
    REMOVED("-"),
    CHANGED("~");

    private final String sign;

    Kind(String sign) {
      this.sign = sign;
    }

    public String sign() {
      return sign;
    }
  }
}
