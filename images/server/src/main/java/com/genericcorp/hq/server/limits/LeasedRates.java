package com.genericcorp.hq.server.limits;

import com.genericcorp.hq.server.limits.RequestLeases.Ask;
import com.genericcorp.hq.server.limits.RequestLeases.Lease;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rates over all servers of a database. What is left of a rate stands in the database; each server
 * leases parts of it in the background, as many as it lately used, and decides about requests by
 * what it has leased. A request waits for an answer only where nothing is known of its rate, or the
 * last of it is being shared out, and for a quarter of a second at the most.
 *
 * <p>While the database is away a server goes by what it has leased and then lets through an equal
 * share of each rate; what it let through is owed when the database is back.
 */
public final class LeasedRates implements RequestRates, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedRates.class);

  /** How long the database keeps a small lease for a server that says nothing; 4 s a large one. */
  private static final double TERM_SECONDS = 15;

  private static final int MOST_SUBJECTS = 50_000;
  private static final int AT_ONCE = 500;
  private static final Duration FORGOTTEN = Duration.ofMinutes(2);
  private static final Duration PATIENCE = Duration.ofMillis(250);
  private static final Duration SILENCE = Duration.ofMillis(300);
  private static final Duration LAST_CALL = Duration.ofSeconds(2);
  private static final long LOOK_MILLIS = 1_000;
  private static final int LOOKS_A_CALL = 5;
  private static final int LOOKS_A_CLEANING = 60;
  private static final long PAUSE_MILLIS = 100;

  private final RequestLeases leases;
  private final LongSupplier nanos;
  private final Cache<String, RateShare> shares =
      Caffeine.newBuilder().maximumSize(MOST_SUBJECTS).expireAfterAccess(FORGOTTEN).build();
  private final BlockingQueue<RateShare> due = new LinkedBlockingQueue<>();
  private final Thread asking;
  private volatile boolean closed;
  private volatile boolean failing;
  private volatile boolean calling;
  private volatile long callBegan;
  private volatile int servers = 1;

  private LeasedRates(RequestLeases leases, LongSupplier nanos) {
    this.leases = leases;
    this.nanos = nanos;
    this.asking = new Thread(this::askOnAndOn, "limits");
    asking.setDaemon(true);
  }

  /**
   * Begins to lease, as soon as something is asked for.
   *
   * @param database a connection for this alone, as a gateway
   * @param server a name that no other living server has; one that begins again under its name gets
   *     back at once what it held
   */
  public static LeasedRates begin(DataSource database, String server) {
    LeasedRates rates =
        new LeasedRates(new RequestLeases(database, server, TERM_SECONDS), System::nanoTime);
    rates.asking.start();
    return rates;
  }

  @Override
  public Count take(String subject, int perMinute) {
    long now = nanos.getAsLong();
    RateShare share = shares.get(subject, name -> new RateShare(name, perMinute, now));
    boolean admitted = share.take(perMinute, now);
    if (share.beginsToAsk(now)) {
      due.add(share);
    }
    if (!admitted && !isAway(now)) {
      admitted = share.await(PATIENCE.toNanos());
    }
    long then = admitted ? now : nanos.getAsLong();
    if (!admitted && (isAway(then) || !share.isKnown())) {
      admitted = share.takeAlone(servers, then);
    }
    return share.count(admitted, then);
  }

  @Override
  public void giveBack(String subject) {
    RateShare share = shares.getIfPresent(subject);
    if (share != null) {
      share.giveBack();
    }
  }

  /** Whether the database does not answer now. */
  private boolean isAway(long now) {
    return failing || calling && now - callBegan > SILENCE.toNanos();
  }

  private void askOnAndOn() {
    long lookAt = nanos.getAsLong();
    int looks = 0;
    warmUp();
    while (!closed) {
      try {
        long now = nanos.getAsLong();
        if (now - lookAt >= 0) {
          lookAt = now + TimeUnit.MILLISECONDS.toNanos(LOOK_MILLIS);
          look(now);
          beThere(looks++);
        }
        RateShare first = due.poll(Math.max(1, (lookAt - now) / 1_000_000), TimeUnit.MILLISECONDS);
        if (first != null) {
          List<RateShare> some = new ArrayList<>(List.of(first));
          due.drainTo(some, AT_ONCE - 1);
          ask(some);
        }
      } catch (SQLException away) {
        fails(away);
        pause();
      } catch (InterruptedException stopped) {
        return;
      } catch (RuntimeException fault) {
        LOG.error("Leasing requests failed.", fault);
      }
    }
  }

  /** The first question takes a connection, classes and plans: not with a request that waits. */
  private void warmUp() {
    try {
      List<Lease> none = leases.exchange(List.of());
      LOG.debug("asked for {} rates", none.size());
    } catch (SQLException notYet) {
      LOG.debug("nobody can be asked yet", notYet);
    }
  }

  /** Leases that grow old, and what was let through without one, whether anybody comes or not. */
  private void look(long now) {
    for (RateShare share : shares.asMap().values()) {
      if (share.beginsToAsk(now)) {
        due.add(share);
      }
    }
  }

  private void beThere(int looks) throws SQLException {
    if (looks % LOOKS_A_CALL == 0) {
      servers = Math.max(1, timed(leases::servers));
      succeeds();
    }
    if (looks % LOOKS_A_CLEANING == LOOKS_A_CLEANING - 1) {
      leases.forget();
    }
  }

  private void ask(List<RateShare> some) throws SQLException {
    long began = nanos.getAsLong();
    Map<String, RateShare> waiting = new HashMap<>();
    List<Ask> asks = new ArrayList<>();
    for (RateShare share : some) {
      waiting.put(share.subject(), share);
      asks.add(share.ask(began));
    }
    try {
      List<Lease> answer = timed(() -> leases.exchange(asks));
      succeeds();
      for (Lease lease : answer) {
        RateShare share = waiting.remove(lease.subject());
        if (share != null) {
          share.answered(lease, nanos.getAsLong());
        }
      }
    } catch (SQLException away) {
      // Before those who wait are told: they go on by their equal share.
      fails(away);
      throw away;
    } finally {
      // What the database has heard of this question, should its answer be lost, is reported again:
      // a few requests are counted twice, none is forgotten.
      waiting.values().forEach(share -> share.failed(nanos.getAsLong()));
    }
  }

  private interface Call<T> {
    T make() throws SQLException;
  }

  private <T> T timed(Call<T> call) throws SQLException {
    callBegan = nanos.getAsLong();
    calling = true;
    try {
      return call.make();
    } finally {
      calling = false;
    }
  }

  private void succeeds() {
    if (failing) {
      failing = false;
      LOG.info("Requests are counted for all servers together again.");
    }
  }

  private void fails(SQLException away) {
    if (!failing && !closed) {
      LOG.warn(
          "The database cannot be asked about limits: {}. Each server goes by its share of them.",
          away.getMessage());
    }
    failing = true;
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Gives back what is leased; gives up after 2 s, and then the leases end by themselves. */
  @Override
  public void close() {
    closed = true;
    asking.interrupt();
    Thread last = new Thread(this::leave, "limits-last");
    last.setDaemon(true);
    last.start();
    try {
      last.join(LAST_CALL.toMillis());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void leave() {
    try {
      asking.join();
      List<Ask> all =
          shares.asMap().values().stream()
              .filter(share -> !share.isSettled())
              .map(RateShare::askForNothing)
              .toList();
      for (int from = 0; from < all.size(); from += AT_ONCE) {
        List<Lease> unused =
            leases.exchange(all.subList(from, Math.min(all.size(), from + AT_ONCE)));
      }
      leases.leave();
    } catch (SQLException away) {
      LOG.debug("the leases end by themselves", away);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
