package com.genericcorp.hq.verify.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Verification;
import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderChecksTest extends BrokenEnvironment {
  private static final String HSTS = "Strict-Transport-Security";

  @ParameterizedTest
  @ValueSource(strings = {"X-Content-Type-Options", "Referrer-Policy", "Content-Security-Policy"})
  void aMissingSecurityHeaderFails(String header) {
    environment.headers.remove(header);

    assertThat(fault(new SecurityHeaders()))
        .contains("demo.localhost/: no " + header)
        .contains("probe.demo.localhost/api/organization: no " + header);
  }

  @ParameterizedTest
  @CsvSource({
    "X-Content-Type-Options, sniff",
    "X-Content-Type-Options, 'sniff, nosniff'",
    "Referrer-Policy, unsafe-url",
    "Referrer-Policy, 'no-referrer, unsafe-url'",
    "Content-Security-Policy, 'frame-ancestors *, default-src x'",
    "Content-Security-Policy, default-src 'self'",
    "Content-Security-Policy, frame-ancestors",
    "Content-Security-Policy, frame-ancestors https: 'self'",
    "Content-Security-Policy, default-src 'none'; frame-ancestors *"
  })
  void aSecurityHeaderThatSecuresNothingFails(String header, String value) {
    environment.headers.put(header, value);

    assertThat(fault(new SecurityHeaders())).contains(header + " is '" + value + "'");
  }

  @ParameterizedTest
  @CsvSource({
    "Referrer-Policy, 'unsafe-url, no-referrer'",
    "Referrer-Policy, same-origin",
    "Content-Security-Policy, 'default-src x, frame-ancestors https://a.example'",
    "Content-Security-Policy, frame-ancestors 'self'",
    "X-Content-Type-Options, NoSniff"
  })
  void otherStrictValuesPass(String header, String value) {
    environment.headers.put(header, value);

    assertThat(alone(new SecurityHeaders()).ok()).isTrue();
  }

  @Test
  void aMissingHeaderOnThePageAloneFails() {
    environment.instead.put(
        "/",
        exchange -> {
          exchange.getResponseHeaders().remove("Referrer-Policy");
          DemoEnvironment.send(exchange, 200, "page");
        });

    assertThat(fault(new SecurityHeaders())).isEqualTo("demo.localhost/: no Referrer-Policy");
  }

  @Test
  void hstsWhereNoneMayBeFails() {
    environment.headers.put(HSTS, "max-age=31536000");

    assertThat(onlyFailure("hsts").seen()).contains("demo.localhost: max-age=31536000");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"max-age=31536000", "max-age=31536000; includeSubDomains", "Max-Age=\"31536000\""})
  void hstsAsPromisedPasses(String value) {
    environment.headers.put(HSTS, value);

    assertThat(verifyPromising(31_536_000).failed()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"max-age=31536001", "max-age=0", "includeSubDomains", "31536000"})
  void hstsOtherThanPromisedFails(String value) {
    environment.headers.put(HSTS, value);

    assertThat(Fixture.onlyFailure(verifyPromising(31_536_000), "hsts").seen()).contains(value);
  }

  @Test
  void hstsThatIsPromisedAndNotSentFails() {
    assertThat(Fixture.onlyFailure(verifyPromising(31_536_000), "hsts").seen())
        .contains("demo.localhost: none");
  }

  private Report verifyPromising(long hstsSeconds) {
    return Verification.run(
        fixture.target(environment).promising(hstsSeconds, 14), Fixture.PATIENT);
  }
}
