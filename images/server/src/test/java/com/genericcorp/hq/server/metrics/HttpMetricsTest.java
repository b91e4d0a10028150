package com.genericcorp.hq.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpMetricsTest {
  private static final int MOST = 3;

  private final ServerMetrics metrics = new ServerMetrics();
  private final TenantMeters tenants = new TenantMeters(metrics.registry(), MOST);
  private final HttpMetrics http = new HttpMetrics(metrics.registry(), tenants);
  private final TaskMetrics tasks = new TaskMetrics(metrics.registry(), tenants);

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void requestsAreCountedAndTimed() {
    answered("acme");
    answered("acme");
    assertThat(metrics.scrape())
        .contains(
            "http_requests_total{method=\"GET\",route=\"/api/tasks/{id}\",status=\"200\","
                + "tenant=\"acme\"} 2.0")
        .contains("http_request_duration_seconds_bucket{")
        .contains("le=\"0.5\"} 2");
  }

  @Test
  void anUnheardOfMethodMakesNoSeriesOfItsOwn() {
    http.answered("BREW", "unmatched", 404, "", Duration.ZERO);
    http.answered("X".repeat(100), "unmatched", 404, "", Duration.ZERO);
    assertThat(metrics.scrape())
        .contains(
            "http_requests_total{method=\"other\",route=\"unmatched\",status=\"404\",tenant=\"-\"} 2.0");
  }

  @Test
  void whoeverRisesThereAreNeverMoreSeriesThanTheBound() throws InterruptedException {
    ExecutorService callers = Executors.newFixedThreadPool(4);
    for (int caller = 0; caller < 4; caller++) {
      int seed = caller;
      callers.execute(
          () ->
              IntStream.range(0, 4_000)
                  .forEach(turn -> answered("tenant" + (turn / 100 + seed * turn) % 40)));
    }
    callers.shutdown();
    while (!callers.awaitTermination(1, TimeUnit.MILLISECONDS)) {
      tenants.rank();
      assertThat(labelsIn(metrics.scrape())).hasSizeLessThanOrEqualTo(MOST + 2);
    }
    tenants.rank();
    assertThat(labelsIn(metrics.scrape())).contains("other").hasSizeLessThanOrEqualTo(MOST + 2);
  }

  @Test
  void whoLostTheLabelIsGoneFromEveryMetric() {
    tasks.ended("acme", "succeeded");
    IntStream.range(0, MOST).forEach(one -> answered("tenant" + one));
    IntStream.range(0, 50).forEach(turn -> answered("tenant" + turn % MOST));
    answered("riser");
    IntStream.range(0, 50).forEach(turn -> answered("riser"));
    tenants.rank();
    assertThat(labelsIn(metrics.scrape())).doesNotContain("acme");
  }

  @Test
  void promtoolFindsNothingToComplainAbout() throws IOException, InterruptedException {
    assumeTrue(
        Stream.of(System.getenv("PATH").split(":"))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "promtool"))),
        "promtool is not installed (Debian: prometheus)");
    metrics.bindProcess();
    answered("acme");
    tasks.ended("acme", "succeeded");
    Process promtool =
        new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
    try (var in = promtool.getOutputStream()) {
      in.write(metrics.scrape().getBytes(StandardCharsets.UTF_8));
    }
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
    assertThat(metrics.scrape()).contains("process_cpu_seconds_total").contains("jvm_memory");
  }

  private void answered(String slug) {
    http.answered("GET", "/api/tasks/{id}", 200, slug, Duration.ofMillis(40));
  }

  private static Set<String> labelsIn(String scrape) {
    Matcher label = Pattern.compile("tenant=\"([^\"]*)\"").matcher(scrape);
    return label.results().map(result -> result.group(1)).collect(Collectors.toSet());
  }
}
