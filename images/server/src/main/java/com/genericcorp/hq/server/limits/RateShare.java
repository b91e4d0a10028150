package com.genericcorp.hq.server.limits;

import com.genericcorp.hq.server.limits.RequestLeases.Ask;
import com.genericcorp.hq.server.limits.RequestLeases.Lease;
import com.genericcorp.hq.server.limits.RequestRates.Count;

/**
 * What this server may let through of one rate without asking: what it has leased, and a fiftieth
 * of the rate where there is no sign that the rate is nearly used up. All that was let through is
 * reported with the next question. Times are nanoseconds of a clock that never goes back.
 */
final class RateShare {
  /** For which part of a second, of what was let through lately, is leased. */
  private static final double SECONDS_AHEAD = 4;

  private static final double UNASKED = 1.0 / 50;
  private static final double SMALL = 1.0 / 20;
  private static final double MINUTE = 60e9;
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  // How long a lease is believed, large or small: a little less than the database keeps it.
  private static final long LARGE_BELIEVED = 3 * SECOND;
  private static final long BELIEVED = 12 * SECOND;

  private static final long RENEWED = 10 * SECOND;
  private static final long RECONSIDERED = SECOND;
  private static final long REPORTED = 30 * SECOND;
  private static final int MOST_WAITING = 32;

  private final String subject;
  private int perMinute;
  // By the last answer: what is leased, free or others' own, and free.
  private double leased;
  private double elsewhere;
  private double free;
  private boolean known;
  private long answeredAt;
  // Since the last answer: let through; of that, in the question that is under way.
  private double used;
  private double reported;
  private long firstUsedAt;
  private long askedAt;
  private boolean asking;
  private long notBefore;
  private boolean refused;
  private boolean soon;
  private int waiting;
  // While the database is away.
  private boolean alone;
  private double ownTokens;
  private long ownAt;

  RateShare(String subject, int perMinute, long now) {
    this.subject = subject;
    this.perMinute = perMinute;
    this.elsewhere = perMinute;
    this.free = perMinute;
    this.answeredAt = now;
    this.askedAt = now;
    this.notBefore = now;
  }

  String subject() {
    return subject;
  }

  /** Counts a request, if what is here allows it. */
  synchronized boolean take(int rate, long now) {
    changeRate(rate);
    forgetOldLease(now);
    if (used + 1 <= leased || mayGoUnasked(now)) {
      use(now);
      return true;
    }
    refused = true;
    return false;
  }

  private boolean mayGoUnasked(long now) {
    if (used + 1 > perMinute * UNASKED || known && left(now) < perMinute / 2.0) {
      return false;
    }
    // The next one may have to wait.
    soon = used + 2 > perMinute * UNASKED;
    return true;
  }

  private void use(long now) {
    if (used == 0) {
      firstUsedAt = now;
    }
    used++;
  }

  synchronized void giveBack() {
    used = Math.max(0, used - 1);
  }

  /**
   * Waits for the answer that is under way, where it may bring more.
   *
   * @return whether the request is counted
   */
  synchronized boolean await(long patienceNanos) {
    if (used + 1 <= leased) {
      use(answeredAt);
      return true;
    }
    if (!asking || known && free < 1 || waiting >= MOST_WAITING) {
      return false;
    }
    long end = System.nanoTime() + patienceNanos;
    waiting++;
    try {
      for (long rest = patienceNanos; asking && rest >= MILLI; rest = end - System.nanoTime()) {
        wait(rest / MILLI);
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      waiting--;
    }
    if (used + 1 > leased) {
      return false;
    }
    use(answeredAt);
    return true;
  }

  /** Counts a request while nobody can be asked: by an equal share of the rate. */
  synchronized boolean takeAlone(int servers, long now) {
    double share = (double) perMinute / servers;
    if (!alone) {
      alone = true;
      // Of a rate of which nothing is known a little must be let through, and not all.
      ownTokens = known ? 0 : Math.max(1, share / 10);
      ownAt = now;
    }
    ownTokens = Math.min(Math.max(1, share), ownTokens + (now - ownAt) / MINUTE * share);
    ownAt = now;
    if (ownTokens < 1) {
      return false;
    }
    ownTokens--;
    use(now);
    return true;
  }

  /** Whether the database has ever answered about this rate. */
  synchronized boolean isKnown() {
    return known;
  }

  /** Whether it is time to ask; whoever hears that it is asks. */
  synchronized boolean beginsToAsk(long now) {
    if (asking || now < notBefore || !isDue(now)) {
      return false;
    }
    asking = true;
    return true;
  }

  private boolean isDue(long now) {
    long age = now - answeredAt;
    if (refused || soon) {
      return true;
    }
    if (leased == 0) {
      return used > 0 && now - firstUsedAt >= REPORTED;
    }
    return used > leased / 2 || age >= (isLarge() ? RECONSIDERED : RENEWED);
  }

  /** What to report and to ask for now. */
  synchronized Ask ask(long now) {
    double seconds = Math.max(0.05, (now - Math.max(askedAt, firstUsedAt)) / 1e9);
    double want = 0;
    if (refused) {
      want = perMinute;
    } else if (used > 0 && (soon || leased > 0)) {
      want = Math.min(perMinute, Math.max(small(), SECONDS_AHEAD * used / seconds));
    }
    refused = false;
    soon = false;
    askedAt = now;
    reported = used;
    return new Ask(subject, perMinute, used, Math.floor(want));
  }

  /** As {@link #ask} for the last time: everything is given back. */
  synchronized Ask askForNothing() {
    return new Ask(subject, perMinute, used, 0);
  }

  /** Whether the database has heard everything and nothing is leased. */
  synchronized boolean isSettled() {
    return used == 0 && leased == 0;
  }

  private boolean isLarge() {
    return leased > perMinute / 10.0;
  }

  private double small() {
    return Math.max(1, perMinute * SMALL);
  }

  synchronized void answered(Lease lease, long now) {
    used = Math.max(0, used - reported);
    reported = 0;
    firstUsedAt = now;
    leased = lease.leased();
    elsewhere = lease.elsewhere();
    free = lease.free();
    known = true;
    alone = false;
    // The lease began after the question.
    answeredAt = askedAt;
    asking = false;
    notBefore = now + pause();
    notifyAll();
  }

  /** How long to wait before more can be there. */
  private long pause() {
    if (leased >= 2) {
      return 0;
    }
    if (leased >= 1) {
      return 25 * MILLI;
    }
    double untilOne = (1 - free) * MINUTE / perMinute;
    // What others hold they may give back sooner.
    long longest = elsewhere >= 1 ? SECOND / 4 : SECOND;
    return Math.round(Math.min(longest, Math.max(50 * MILLI, untilOne)));
  }

  synchronized void failed(long now) {
    reported = 0;
    asking = false;
    notBefore = now + SECOND / 5;
    notifyAll();
  }

  private void changeRate(int rate) {
    if (rate == perMinute) {
      return;
    }
    elsewhere = rate > perMinute ? elsewhere + rate - perMinute : Math.min(elsewhere, rate);
    leased = Math.min(leased, rate);
    perMinute = rate;
    // What is known is of the former rate.
    known = false;
    soon = true;
    notBefore = askedAt;
  }

  private void forgetOldLease(long now) {
    if (leased > 0 && now - answeredAt > (isLarge() ? LARGE_BELIEVED : BELIEVED)) {
      elsewhere += leased;
      leased = 0;
    }
  }

  /** What is left of the organisation's rate, as far as this server knows. */
  private double left(long now) {
    double refilled = Math.max(0, now - answeredAt) / MINUTE * perMinute;
    return Math.min(perMinute, elsewhere + leased + refilled) - used;
  }

  synchronized Count count(boolean admitted, long now) {
    double left = left(now);
    double perSecond = perMinute / 60.0;
    long reset = (long) Math.ceil((perMinute - left) / perSecond);
    long retry = left >= 1 ? 1 : (long) Math.ceil((1 - left) / perSecond);
    return admitted
        ? new Count(true, perMinute, (long) Math.max(0, left), Math.max(0, reset), 0)
        : new Count(false, perMinute, 0, Math.max(1, reset), retry);
  }
}
