package com.genericcorp.hq.model;

/**
 * When somebody is told.
 *
 * @param errorRate answers of 5xx among all
 * @param latencyP95 the 95th percentile of the time to answer
 * @param poolInUse connections in use of a pool
 * @param certificate a certificate that expires soon
 * @param probe a request from outside that is not answered
 * @param database RDS runs short of something; there is none elsewhere
 */
public record Alerts(
    Share errorRate,
    Latency latencyP95,
    Share poolInUse,
    Certificate certificate,
    Probe probe,
    Database database) {

  /** More than {@code percent} (100: that many) for {@code minutes}. */
  public record Share(int percent, int minutes, Severity severity) {
    public Share {
      Check.range("an alert's percent", percent, 1, 100);
      Check.range("an alert's minutes", minutes, 1, 60);
    }
  }

  /** Longer than {@code millis} for {@code minutes}. */
  public record Latency(int millis, int minutes, Severity severity) {
    public Latency {
      Check.range("alerts.latencyP95.millis", millis, 1, 60_000);
      Check.range("alerts.latencyP95.minutes", minutes, 1, 60);
    }
  }

  /** At most {@code daysLeft} until it expires. */
  public record Certificate(int daysLeft, Severity severity) {
    public Certificate {
      Check.range("alerts.certificate.daysLeft", daysLeft, 1, 90);
    }
  }

  /** Sent every {@code everySeconds}; an alert after so many {@code failures} in a row. */
  public record Probe(int everySeconds, int failures, Severity severity) {
    public Probe {
      Check.range("alerts.probe.everySeconds", everySeconds, 10, 3600);
      Check.range("alerts.probe.failures", failures, 1, 10);
    }
  }

  /**
   * More than {@code cpuPercent} for {@code minutes}; more burst credits borrowed, on an instance
   * that lives by them, than {@code creditsBorrowed}; less than {@code freeStoragePercent} of its
   * storage free.
   */
  public record Database(
      int cpuPercent, int minutes, int creditsBorrowed, int freeStoragePercent, Severity severity) {
    public Database {
      Check.range("alerts.database.cpuPercent", cpuPercent, 1, 100);
      Check.range("alerts.database.minutes", minutes, 1, 60);
      Check.range("alerts.database.creditsBorrowed", creditsBorrowed, 1, 10_000);
      Check.range("alerts.database.freeStoragePercent", freeStoragePercent, 1, 90);
    }
  }
}
