package com.genericcorp.hq.verify.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.util.concurrent.TimeUnit;

/** The probe's requests appear in its own usage, some seconds later at the most. */
public final class UsageCounted implements Check {
  private static final String USAGE = "/api/usage?by=day";
  private static final int CALLS = 3;
  private static final long PAUSE_MILLIS = 250;

  @Override
  public String name() {
    return "usage";
  }

  @Override
  public boolean needsKey() {
    return true;
  }

  @Override
  public String expected(Target target) {
    return "the usage of '" + target.probeSlug() + "' grows by at least " + CALLS + " API calls";
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    ProbeApi probe = new ProbeApi(site);
    long before = calls(probe.get(USAGE));
    for (int call = 0; call < CALLS; call++) {
      probe.get("/api/organization");
    }
    long start = System.nanoTime();
    long after = calls(probe.get(USAGE));
    while (after < before + CALLS) {
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      if (millis > site.limits().task().toMillis()) {
        return Finding.fault(before + " calls before, " + after + " after " + millis + " ms");
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      after = calls(probe.get(USAGE));
    }
    return Finding.good("from " + before + " to " + after + " calls");
  }

  private static long calls(JsonNode usage) throws NoAnswer {
    JsonNode items = usage.path("items");
    if (!items.isArray() || items.isEmpty()) {
      throw new NoAnswer("GET " + USAGE + " answered with no items");
    }
    long sum = 0;
    for (JsonNode item : items) {
      sum += item.path("apiCalls").asLong();
    }
    return sum;
  }
}
