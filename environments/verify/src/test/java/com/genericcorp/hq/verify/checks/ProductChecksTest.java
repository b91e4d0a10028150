package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.wire.Limits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProductChecksTest extends BrokenEnvironment {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "session={secret}; Path=/; Secure; HttpOnly; SameSite=Strict",
        "__Host-session={secret}; Path=/; HttpOnly; SameSite=Strict",
        "__Host-session={secret}; Path=/; Secure; SameSite=Strict",
        "__Host-session={secret}; Path=/; Secure; HttpOnly; SameSite=Lax",
        "__Host-session={secret}; Path=/api; Secure; HttpOnly; SameSite=Strict",
      })
  void aCookieThatOthersCouldUseFails(String cookie) {
    environment.product.cookies = List.of(cookie);

    assertThat(onlyFailure("sign-in").seen()).startsWith("the cookie ");
    assertThat(environment.product.left()).as("people and keys left").isZero();
  }

  @Test
  void aSignInThatSetsNoCookieFails() {
    environment.product.cookies = List.of();

    assertThat(onlyFailure("sign-in").seen()).isEqualTo("signing in sets no cookie");
  }

  @Test
  void aSessionThatOutlivesSigningOutFails() {
    environment.product.sessionsEnd = false;

    assertThat(onlyFailure("sign-in").seen())
        .isEqualTo("signed in, known, and 200 after signing out");
  }

  @Test
  void anInvitationWithoutALinkFails() {
    environment.instead.put(
        "/api/users", exchange -> DemoEnvironment.send(exchange, 201, "{\"id\":\"u1\"}"));

    assertThat(onlyFailure("sign-in").seen()).isEqualTo("POST /api/users answered with no link");
  }

  @Test
  void aLimitThatDoesNotBiteFails() {
    environment.product.allowed = 1_000;

    assertThat(onlyFailure("rate-limit").seen()).startsWith("request 3: 200");
    assertThat(environment.product.left()).as("people and keys left").isZero();
  }

  @Test
  void aLimitThatBitesTooEarlyFails() {
    environment.product.allowed = 1;

    assertThat(onlyFailure("rate-limit").seen()).isEqualTo("request 2: 429: slow down");
  }

  @Test
  void usageThatDoesNotGrowFails() {
    environment.product.counting = false;

    assertThat(impatient("usage")).startsWith("40 calls before, 40 after ");
  }

  @Test
  void aStreamThatStaysSilentFails() {
    environment.product.streaming = false;

    assertThat(onlyFailure("live-updates").seen())
        .contains("cut the connection before its answer was whole");
  }

  @Test
  void aStreamThatAProxyHoldsBackFailsInTime() {
    environment.instead.put(
        "/api/tasks/events",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(": nothing yet\n\n".getBytes());
          exchange.getResponseBody().flush();
          sleep(3_000);
        });

    assertThat(impatient("live-updates"))
        .contains("no whole answer from")
        .contains("within 700 ms");
  }

  @Test
  void aStreamThatIsRefusedFailsWithTheServersReason() {
    environment.instead.put(
        "/api/tasks/events",
        exchange -> DemoEnvironment.problem(exchange, 429, "too many streams"));

    assertThat(onlyFailure("live-updates").seen())
        .isEqualTo("GET /api/tasks/events answered 429: too many streams");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<script src=\"https://cdn.example/a.js\"></script> | not the host's own",
        "<script src=\"//cdn.example/a.js\"></script>       | not the host's own",
        "<script>alert(1)</script><img src=\"/assets/a.css\"> | scripts or styles in itself",
        "<script src=\"/assets/gone.js\"></script>          | /assets/gone.js answered 404",
        "<p>nothing</p>                                     | it loads nothing",
      })
  void aPageThatBreaksItsPolicyFails(String page, String seen) {
    environment.product.page = page;

    assertThat(onlyFailure("page").seen()).contains(seen);
  }

  @Test
  void aPolicyWithAnExceptionFails() {
    environment.headers.merge(
        "Content-Security-Policy", "style-src 'unsafe-inline'", (all, more) -> all + "; " + more);

    assertThat(onlyFailure("page").seen()).contains("its policy has an exception");
  }

  @Test
  void aPageThatTakesItselfForAnotherEnvironmentFails() {
    environment.product.environment = "production";

    assertThat(onlyFailure("page").seen()).contains("names the environment 'production'");
  }

  private String impatient(String check) {
    Limits patient = Fixture.PATIENT;
    Limits limits =
        new Limits(
            patient.connect(),
            patient.exchange(),
            Duration.ofMillis(700),
            patient.total(),
            patient.headerBytes(),
            patient.bodyBytes());
    Report report = Verification.run(fixture.target(environment), limits);
    return Fixture.onlyFailure(report, check).seen();
  }

  private static void sleep(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
