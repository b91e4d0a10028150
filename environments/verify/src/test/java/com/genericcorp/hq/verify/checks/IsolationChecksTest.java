package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Result;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Each test lets in one request that must be refused. */
class IsolationChecksTest extends BrokenEnvironment {
  private static final String PATH = "/api/organization";

  @Test
  void aServerThatNeedsNoKeyFails() {
    letIn(exchange -> header(exchange, "Authorization").isEmpty());

    assertThat(onlyFailure("key-required").seen()).contains("without: 200").contains("one: 401");
  }

  @Test
  void aServerThatTakesAnyKeyFails() {
    letIn(
        exchange ->
            header(exchange, "Authorization").startsWith("Bearer ahq_")
                && !header(exchange, "Authorization").endsWith(DemoEnvironment.KEY));

    assertThat(fault(new KeyRequired())).contains("without: 401").contains("one: 200");
  }

  @Test
  void aServerThatRefusesTheProbesOwnKeyFails() {
    environment.instead.put(
        PATH, exchange -> DemoEnvironment.problem(exchange, 401, "the key was revoked"));

    Report report = fixture.verify(environment);

    assertThat(Fixture.result(report, "key-accepted").seen()).isEqualTo("401: the key was revoked");
    assertThat(Fixture.result(report, "key-required").ok()).isTrue();
  }

  @Test
  void anotherOrganisationBehindTheProbesKeyFails() {
    instead(
        exchange -> isProbe(exchange) && header(exchange, "X-Organization-Slug").isEmpty(),
        200,
        "{\"slug\":\"acme\"}");

    assertThat(onlyFailure("key-accepted").seen()).isEqualTo("200, organisation 'acme'");
  }

  @Test
  void aKeyThatOpensAnotherOrganisationByItsHostFails() {
    letIn(
        exchange ->
            host(exchange).startsWith("probe-elsewhere.")
                && header(exchange, "X-Organization-Slug").isEmpty());

    assertThat(onlyFailure("key-refused-elsewhere").seen())
        .contains("by header: 403")
        .contains("by host: 200");
  }

  @Test
  void aKeyThatOpensAnotherOrganisationByTheHeaderFails() {
    letIn(
        exchange ->
            host(exchange).equals("demo.localhost")
                && header(exchange, "X-Organization-Slug").equals("probe-elsewhere"));

    assertThat(onlyFailure("key-refused-elsewhere").seen())
        .contains("by header: 200")
        .contains("by host: 403");
  }

  @Test
  void aServerThatTellsWhichOrganisationsExistFails() {
    instead(exchange -> host(exchange).startsWith("probe-elsewhere."), 404, "{}");

    Result elsewhere = Fixture.result(fixture.verify(environment), "key-refused-elsewhere");
    assertThat(elsewhere.ok()).isFalse();
    assertThat(elsewhere.seen()).contains("by host: 404");
  }

  @Test
  void aServerThatIgnoresTheHeaderFails() {
    letIn(
        exchange ->
            isProbe(exchange) && header(exchange, "X-Organization-Slug").equals("probe-elsewhere"));

    assertThat(onlyFailure("host-and-header").seen())
        .contains("the other in the header: 200")
        .contains("in the host: 400");
  }

  @Test
  void aServerThatBelievesTheHeaderMoreThanTheHostFails() {
    letIn(
        exchange ->
            host(exchange).startsWith("probe-elsewhere.")
                && header(exchange, "X-Organization-Slug").equals("probe"));

    assertThat(onlyFailure("host-and-header").seen()).contains("in the host: 200");
  }

  @Test
  void aKeyThatTheServerEchoesIsNotRepeated() {
    instead(
        exchange -> isProbe(exchange) && header(exchange, "X-Organization-Slug").isEmpty(),
        500,
        "{\"detail\":\"bad key " + DemoEnvironment.KEY + "\"}");

    Report report = fixture.verify(environment);

    assertThat(Fixture.result(report, "key-accepted").seen()).isEqualTo("500: bad key (the key)");
    assertThat(report.toString()).doesNotContain(DemoEnvironment.KEY);
  }

  @Test
  void aKeyThatTheServerEchoesIsNotRepeatedInAnExcerptThatCutsIt() {
    String padding = "x".repeat(60);
    instead(
        exchange -> isProbe(exchange) && header(exchange, "X-Organization-Slug").isEmpty(),
        500,
        padding + DemoEnvironment.KEY);

    assertThat(Fixture.result(fixture.verify(environment), "key-accepted").seen())
        .isEqualTo("500: " + padding + "(the key)…");
  }

  private void letIn(Predicate<HttpExchange> when) {
    instead(when, 200, "{\"slug\":\"probe\"}");
  }

  private void instead(Predicate<HttpExchange> when, int status, String body) {
    environment.instead.put(
        PATH,
        exchange -> {
          if (when.test(exchange)) {
            DemoEnvironment.send(exchange, status, body);
          } else {
            asUsual(exchange);
          }
        });
  }

  private void asUsual(HttpExchange exchange) throws IOException {
    environment.api(exchange, PATH);
  }

  private static boolean isProbe(HttpExchange exchange) {
    return host(exchange).startsWith("probe.")
        && header(exchange, "Authorization").endsWith(DemoEnvironment.KEY);
  }

  private static String host(HttpExchange exchange) {
    return header(exchange, "Host").split(":")[0];
  }

  private static String header(HttpExchange exchange, String name) {
    String value = exchange.getRequestHeaders().getFirst(name);
    return value == null ? "" : value;
  }
}
