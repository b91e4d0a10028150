package com.genericcorp.hq.domain.rdap;

import java.time.Duration;

/**
 * How long answers are waited for.
 *
 * @param attempts how often a request is made at most
 * @param answer for one answer, from the request to its last byte
 * @param pauses for all pauses between attempts together; a server that wants a longer one is given
 *     up
 * @param first pause, when the server names none; each is twice the one before
 */
public record Patience(int attempts, Duration answer, Duration pauses, Duration first) {
  public static final Patience DEFAULT =
      new Patience(4, Duration.ofSeconds(15), Duration.ofSeconds(60), Duration.ofSeconds(1));

  /** The pause after an attempt, counted from 0, when the server names none. */
  Duration after(int attempt) {
    return first.multipliedBy(1L << Math.min(attempt, 10));
  }
}
