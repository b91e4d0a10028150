package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.demo.DemoEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPathChecksTest extends BrokenEnvironment {
  @Test
  void aServerThatIsNotHealthyFails() {
    environment.instead.put(
        "/health", exchange -> DemoEnvironment.send(exchange, 500, "a thread died"));

    assertThat(onlyFailure("health").seen()).isEqualTo("500: a thread died");
  }

  @Test
  void aServerThatIsNotReadyFailsWithItsReason() {
    environment.instead.put(
        "/ready", exchange -> DemoEnvironment.problem(exchange, 503, "no database"));

    assertThat(onlyFailure("ready").seen()).isEqualTo("503: no database");
  }

  @Test
  void publicMetricsFail() {
    environment.instead.put(
        "/metrics",
        exchange -> DemoEnvironment.send(exchange, 200, "# TYPE http_requests_total counter\n"));

    assertThat(onlyFailure("metrics-private").seen())
        .contains("demo.localhost: 200 with metrics")
        .contains("probe.demo.localhost: 200 with metrics");
  }

  @Test
  void metricsBehindANotFoundFailToo() {
    environment.instead.put(
        "/metrics", exchange -> DemoEnvironment.send(exchange, 404, "# HELP jvm_threads x\n"));

    assertThat(onlyFailure("metrics-private").seen()).contains("404 with metrics");
  }

  @Test
  void metricsThatAskForAPasswordFail() {
    environment.instead.put("/metrics", exchange -> DemoEnvironment.send(exchange, 401, ""));

    assertThat(onlyFailure("metrics-private").seen()).contains("demo.localhost: 401");
  }

  @Test
  void plainHttpThatServesThePageFails() {
    environment.redirectStatus = 200;

    assertThat(onlyFailure("redirect").seen()).contains("demo.localhost: 200");
  }

  @Test
  void aTemporaryRedirectFails() {
    environment.redirectStatus = 302;

    assertThat(onlyFailure("redirect").seen()).contains("demo.localhost: 302");
  }

  @Test
  void aPermanentRedirectOfTheOldKindPasses() {
    environment.redirectStatus = 301;

    assertThat(fixture.verify(environment).failed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://demo.localhost:PORT{path}", // from an organisation's host to the public one
        "https://elsewhere.example:PORT{path}",
        "https://{host}{path}", // to a port where nobody listens
        "https://{host}:PORT/",
        "https://{host}:PORT/verify/redirect",
        "http://{host}:PORT{path}",
        "https://{host}:PORT@evil.example{path}",
        "//{host}:PORT{path}",
        "{path}"
      })
  void aRedirectToAnythingButTheSamePageFails(String location) {
    environment.redirectTo = location.replace("PORT", "" + environment.httpsPort());

    assertThat(onlyFailure("redirect").expected())
        .contains("same host and path at https://demo.localhost:" + environment.httpsPort());
  }
}
