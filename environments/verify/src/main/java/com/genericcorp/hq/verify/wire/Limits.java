package com.genericcorp.hq.verify.wire;

import java.time.Duration;

/**
 * How long and how much a verification may take, whatever the server does.
 *
 * @param connect for one TCP connection to one address
 * @param exchange for one TLS handshake, and for one request with its whole answer
 * @param task from the probe's task being accepted to its end
 * @param total for all checks together
 * @param headerBytes read of an answer's status line and headers; more is an error
 * @param bodyBytes read of an answer's body; the rest is not read
 */
public record Limits(
    Duration connect,
    Duration exchange,
    Duration task,
    Duration total,
    int headerBytes,
    int bodyBytes) {
  public static final Limits DEFAULT =
      new Limits(
          Duration.ofSeconds(3),
          Duration.ofSeconds(5),
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          32 * 1024,
          256 * 1024);
}
