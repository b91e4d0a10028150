package com.genericcorp.hq.server.serve;

import com.genericcorp.hq.server.status.PartHealth;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether the server can serve, as of its last look: {@code /ready} answers at once, whatever the
 * database does, and nobody can make us ask it more often.
 */
final class ReadinessWatch {
  private static final Logger LOG = LoggerFactory.getLogger(ReadinessWatch.class);

  // A look takes 3 s at the most while the database is away in an ordinary manner.
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final Supplier<Optional<String>> check;
  private final LongSupplier nanoTime;
  private volatile long lookedAt;
  private volatile Optional<String> reason = Optional.of("the server is starting");
  private volatile boolean stopping;

  /**
   * @param check why the server cannot serve now; may take its time
   * @param nanoTime as {@link System#nanoTime}
   */
  ReadinessWatch(Supplier<Optional<String>> check, LongSupplier nanoTime) {
    this.check = check;
    this.nanoTime = nanoTime;
    this.lookedAt = nanoTime.getAsLong();
  }

  /** Why the server cannot serve; empty when it can. */
  Optional<String> whyNot() {
    if (stopping) {
      return Optional.of("the server is stopping");
    }
    // A look that hangs says something, too.
    boolean hangs = nanoTime.getAsLong() - lookedAt > LONGEST_LOOK.toNanos();
    return hangs && reason.isEmpty() ? Optional.of("the database does not answer") : reason;
  }

  /** How the database is, as far as requests are concerned. */
  PartHealth health() {
    return whyNot()
        .map(why -> PartHealth.down("database", "It cannot be used: " + why + "."))
        .orElseGet(() -> PartHealth.ok("database", "It answers."));
  }

  /** From now on it is not ready, so that load balancers turn elsewhere. */
  void stop() {
    stopping = true;
  }

  void look() {
    Optional<String> now = check.get();
    lookedAt = nanoTime.getAsLong();
    if (!stopping && !now.equals(reason)) {
      now.ifPresentOrElse(why -> LOG.warn("Not ready: {}.", why), () -> LOG.info("Ready."));
      reason = now;
    }
  }
}
