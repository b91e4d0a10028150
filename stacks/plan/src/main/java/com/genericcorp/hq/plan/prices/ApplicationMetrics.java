package com.genericcorp.hq.plan.prices;

/** The custom metrics that the server sends to CloudWatch, each billed by the month. */
public final class ApplicationMetrics {
  /** As many as the application contract lists, with one dimension: the environment. */
  public static final int COUNT = 6;

  private ApplicationMetrics() {}
}
