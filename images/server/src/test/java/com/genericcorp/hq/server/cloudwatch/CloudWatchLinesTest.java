package com.genericcorp.hq.server.cloudwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CloudWatchLinesTest {
  private static final Instant BEGAN = Instant.parse("2026-11-24T10:00:30Z");

  private final RequestTally tally = new RequestTally();
  private final List<String> written = new ArrayList<>();
  private final SetClock clock = new SetClock();
  private double pool;
  private long queued;
  private final CloudWatchLines lines =
      new CloudWatchLines("AgentHQ", "demo", tally, () -> pool, () -> queued, clock, written::add);

  @Test
  void eachMinuteHasOneLineWithWhatHappenedInIt() {
    tally.answered("/api/tasks", 200, "acme", Duration.ofMillis(10));
    tally.answered("/api/tasks", 503, "globex", Duration.ofMillis(20));
    pool = 75;
    queued = 9;
    lines.look();
    pool = 10;
    queued = 2;
    lines.look();
    assertThat(written).isEmpty();
    at(30);
    lines.look();
    tally.answered("/api/tasks", 200, "acme", Duration.ofMillis(10));
    at(89);
    lines.look();
    assertThat(written).hasSize(1);
    at(90);
    lines.look();
    List<JsonNode> parsed = parsed();
    assertThat(parsed).hasSize(2);
    JsonNode first = parsed.get(0);
    assertThat(first.at("/_aws/Timestamp").asLong())
        .isEqualTo(Instant.parse("2026-11-24T10:00:00Z").toEpochMilli());
    assertThat(first.at("/_aws/CloudWatchMetrics/0/Namespace").asText()).isEqualTo("AgentHQ");
    assertThat(first.at("/_aws/CloudWatchMetrics/0/Dimensions/0/0").asText())
        .isEqualTo("Environment");
    assertThat(first.get("Environment").asText()).isEqualTo("demo");
    assertThat(first.get("Requests").asLong()).isEqualTo(2);
    assertThat(first.get("Errors").asLong()).isEqualTo(1);
    assertThat(first.get("PoolInUse").asDouble()).isEqualTo(75);
    assertThat(first.get("TasksQueued").asLong()).isEqualTo(9);
    assertThat(first.get("OrganizationsActive").asLong()).isEqualTo(2);
    assertThat(parsed.get(1).get("Requests").asLong()).isEqualTo(1);
    assertThat(parsed.get(1).get("PoolInUse").asDouble()).isEqualTo(10);
  }

  @Test
  void aQuietMinuteSaysZeroAndHasNoLatency() {
    at(30);
    lines.look();
    JsonNode line = parsed().get(0);
    assertThat(line.get("Requests").asLong()).isZero();
    assertThat(line.has("Latency")).isFalse();
    assertThat(line.toString()).doesNotContain("Latency");
  }

  @Test
  void healthChecksAreNoRequestsAndTheProbeIsNoOrganisation() {
    tally.answered("/ready", 503, "", Duration.ofMillis(1));
    tally.answered("/health", 200, "", Duration.ofMillis(1));
    tally.answered("/api/tasks", 200, "probe", Duration.ofMillis(1));
    tally.streamed("/api/tasks/events", 200, "acme");
    lines.close();
    lines.close();
    lines.look();
    assertThat(parsed()).hasSize(1);
    JsonNode line = parsed().get(0);
    assertThat(line.get("Requests").asLong()).isEqualTo(2);
    assertThat(line.get("Errors").asLong()).isZero();
    assertThat(line.at("/Latency/Count").asLong()).isEqualTo(1);
    assertThat(line.get("OrganizationsActive").asLong()).isEqualTo(1);
  }

  @Test
  void whateverTheMomentNothingIsLostOrCountedTwice() throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    for (int caller = 0; caller < 4; caller++) {
      callers.execute(
          () ->
              IntStream.range(0, 5_000)
                  .forEach(n -> tally.answered("/x", 200, "acme", Duration.ofNanos(n * 77_777L))));
    }
    callers.shutdown();
    int seconds = 0;
    while (!callers.awaitTermination(1, TimeUnit.MILLISECONDS)) {
      seconds += 60;
      at(seconds);
      lines.look();
    }
    lines.close();
    assertThat(EmbeddedMetricFormat.sum(parsed(), CloudWatchMetric.REQUESTS)).isEqualTo(20_000);
    assertThat(EmbeddedMetricFormat.sum(parsed(), CloudWatchMetric.LATENCY)).isEqualTo(20_000);
  }

  @Test
  void percentilesOfTheValuesAreThoseOfTheRequestsWithinSixPercent() {
    Random random = new Random(7);
    double[] millis = new double[5_000];
    LatencyDistribution distribution = new LatencyDistribution();
    for (int n = 0; n < millis.length; n++) {
      millis[n] = Math.exp(random.nextGaussian() * 1.5 + 4);
      distribution.add(Duration.ofNanos((long) (millis[n] * 1e6)));
    }
    Arrays.sort(millis);
    LatencyDistribution.Entry entry = distribution.entry();
    for (double share : new double[] {0.5, 0.9, 0.95, 0.99}) {
      double exact = millis[(int) (share * millis.length)];
      assertThat(percentile(entry, share)).isCloseTo(exact, within(0.06 * exact));
    }
    assertThat(entry.min()).isCloseTo(millis[0], within(0.01));
    assertThat(entry.max()).isCloseTo(millis[millis.length - 1], within(0.01));
  }

  @Test
  void thereAreNeverMoreValuesThanCloudWatchTakes() {
    for (double millis = 0.1; millis < 1e9; millis *= 1.05) {
      tally.answered("/x", 200, "", Duration.ofNanos((long) (millis * 1e6)));
    }
    tally.answered("/x", 200, "", Duration.ZERO);
    lines.close();
    assertThat(parsed().get(0).at("/Latency/Values").size()).isEqualTo(100);
    assertThat(written.get(0).length()).as("characters of the longest line").isLessThan(3_000);
  }

  private static double percentile(LatencyDistribution.Entry entry, double share) {
    int before = 0;
    for (int n = 0; n < entry.values().size(); n++) {
      before += entry.counts().get(n);
      if (before > share * entry.count()) {
        return entry.values().get(n);
      }
    }
    throw new AssertionError("no value at " + share);
  }

  private List<JsonNode> parsed() {
    return EmbeddedMetricFormat.linesIn(String.join("\n", written));
  }

  private void at(int seconds) {
    clock.now = BEGAN.plusSeconds(seconds);
  }

  private static final class SetClock extends Clock {
    private Instant now = BEGAN;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
