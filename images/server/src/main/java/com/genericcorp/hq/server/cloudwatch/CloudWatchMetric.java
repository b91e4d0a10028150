package com.genericcorp.hq.server.cloudwatch;

/**
 * All that is ever sent to CloudWatch. AWS bills each of them by the month as a custom metric, for
 * each environment: one that is added here is added to the price of an environment, too.
 */
public enum CloudWatchMetric {
  /** Requests answered, health checks left out: of all servers the sum. */
  REQUESTS("Requests", "Count"),

  /** Those answered with a status of 500 or more: the sum. */
  ERRORS("Errors", "Count"),

  /** Time from a request's headers to the end of its answer, streams left out: any percentile. */
  LATENCY("Latency", "Milliseconds"),

  /** The fullest of the connection pools at its fullest: the maximum. */
  POOL_IN_USE("PoolInUse", "Percent"),

  /** Tasks that nobody runs, at the most, as each server sees the one queue: the maximum. */
  TASKS_QUEUED("TasksQueued", "Count"),

  /** Organisations that asked for something, the probe left out: the maximum. */
  ORGANIZATIONS_ACTIVE("OrganizationsActive", "Count");

  private final String spelling;
  private final String unit;

  CloudWatchMetric(String spelling, String unit) {
    this.spelling = spelling;
    this.unit = unit;
  }

  /** Its name in CloudWatch. */
  public String spelling() {
    return spelling;
  }

  /** One of CloudWatch's units. */
  public String unit() {
    return unit;
  }
}
