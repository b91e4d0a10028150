package com.genericcorp.hq.deploy.stack;

import java.util.Locale;

/** What is done to a resource. */
public enum Operation {
  CREATE("+", "created"),
  UPDATE("~", "changed"),
  REPLACE("±", "replaced"),
  DELETE("-", "deleted"),
  /** Read or left alone. */
  SAME(" ", "unchanged");

  private final String sign;
  private final String done;

  Operation(String sign, String done) {
    this.sign = sign;
    this.done = done;
  }

  /** One character, as Pulumi's own. */
  public String sign() {
    return sign;
  }

  /** "created". */
  public String done() {
    return done;
  }

  /** "create". */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether what was there is gone afterwards. */
  public boolean destroys() {
    return this == REPLACE || this == DELETE;
  }
}
