package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.database.Cohorts;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import com.genericcorp.hq.server.tenancy.TenantDatabase;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Operations of many organisations at once, good and bad ones, on few connections. Each row carries
 * its organisation's mark, so that every reading sees a crossing; in the end the rows are counted.
 */
final class Storm {
  private static final int THREADS = 12;
  private static final int OF_FIRST_COHORT = 8;
  private static final int OF_SECOND_COHORT = 4;

  private final TestInstallation installation;
  private final long seed;
  private final Map<Kind, LongAdder> done = new EnumMap<>(Kind.class);
  private final Queue<String> faults = new ConcurrentLinkedQueue<>();
  final List<Member> members;

  /** Operations that were refused because a connection was lost or none was to be had. */
  final LongAdder unavailable = new LongAdder();

  Storm(TestInstallation installation, long seed) {
    this.installation = installation;
    this.seed = seed;
    this.members = members(installation);
    for (Kind kind : Kind.values()) {
      done.put(kind, new LongAdder());
    }
  }

  private static List<Member> members(TestInstallation installation) {
    List<Member> members = new ArrayList<>();
    for (int number = 0; number < OF_FIRST_COHORT; number++) {
      members.add(member(installation, "storm-" + number));
    }
    String size = "update public.cohorts set tenants = %d where id = 1";
    installation.asSuperuser(size.formatted(Cohorts.SIZE));
    for (int number = 0; number < OF_SECOND_COHORT; number++) {
      members.add(member(installation, "far-" + number));
    }
    installation.asSuperuser(size.formatted(OF_FIRST_COHORT));
    return members;
  }

  private static Member member(TestInstallation installation, String slug) {
    String key = installation.createWithKey(slug).reveal();
    Tenant tenant = installation.tenantAdministration.find(new Slug(slug)).orElseThrow();
    return new Member(tenant, key, slug.endsWith("-0"));
  }

  /**
   * Runs so many operations and judges them.
   *
   * @param ports of servers on the same database
   */
  void run(TenantDatabase database, List<Integer> ports, long operations)
      throws InterruptedException {
    AtomicLong left = new AtomicLong(operations);
    List<Thread> threads = new ArrayList<>();
    for (int number = 0; number < THREADS; number++) {
      Random random = new Random(seed + number);
      StormOperations work = new StormOperations(installation, database, ports, this, random);
      Thread thread = new Thread(() -> work(work, left, random), "storm-" + number);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void work(StormOperations work, AtomicLong left, Random random) {
    for (long turn = left.decrementAndGet();
        faults.isEmpty() && turn >= 0;
        turn = left.decrementAndGet()) {
      // The last of all are one of each kind, so that none is missing in a short storm.
      Kind kind = turn < Kind.values().length ? Kind.values()[(int) turn] : Kind.random(random);
      try {
        work.run(kind, members.get(random.nextInt(members.size())));
        done.get(kind).increment();
      } catch (RuntimeException | Error fault) {
        faults.add(kind + ": " + fault);
      }
    }
  }

  /** A thing that must not be. */
  void fault(String what) {
    faults.add(what);
  }

  /** Judges what has been done: no crossing, no row too many or too few, and no empty run. */
  void judge(long operations) {
    assertThat(faults).as("seed " + seed).isEmpty();
    assertThat(members.stream().map(one -> one.fault(installation)).filter(one -> !one.isEmpty()))
        .as("seed " + seed)
        .isEmpty();
    done.forEach(
        (kind, count) -> assertThat(count.sum()).as("operations of the kind " + kind).isPositive());
    assertThat(done.values().stream().mapToLong(LongAdder::sum).sum()).isEqualTo(operations);
    // A storm in which nothing gets through proves nothing.
    assertThat(unavailable.sum()).as("unavailable").isLessThan(operations / 20);
    assertThat(members).allSatisfy(one -> assertThat(one.written).hasPositiveValue());
  }

  @Override
  public String toString() {
    return "seed %d, %s, unavailable %s, rows written %d"
        .formatted(seed, done, unavailable, members.stream().mapToLong(o -> o.written.get()).sum());
  }
}
