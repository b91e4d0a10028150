package com.genericcorp.hq.server.limits;

/** Counts requests against rates, for this process alone or for all servers. */
public interface RequestRates {
  /**
   * What a count came to. Times are in seconds, rounded up.
   *
   * @param admitted whether the request is within the rate
   * @param perMinute the rate
   * @param remaining how many more are within it now
   * @param resetSeconds until all of the rate is there again
   * @param retrySeconds until the next one is within it; 0 when one is now
   */
  record Count(
      boolean admitted, int perMinute, long remaining, long resetSeconds, long retrySeconds) {}

  /**
   * Counts one request.
   *
   * @param subject whose; one whose rate has changed keeps what it has used
   */
  Count take(String subject, int perMinute);

  /** Takes back the last count: the request was refused for another reason. */
  void giveBack(String subject);
}
