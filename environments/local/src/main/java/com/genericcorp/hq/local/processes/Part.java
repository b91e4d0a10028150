package com.genericcorp.hq.local.processes;

import java.util.Locale;

/** What a process of the platform is. PostgreSQL is looked after by its own module. */
public enum Part {
  /** TLS and redirect. */
  EDGE,
  /** AgentHQ, serving. */
  SERVER,
  /** A command of the image that ends by itself: {@code migrate}, {@code seed}, {@code tenants}. */
  JOB;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
