package com.genericcorp.hq.verify.targets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
  private static final ApiKey KEY = ApiKey.of("ahq_0123456789_secret", "the test");

  @Test
  void anOrganisationsHostComesFromTheTemplate() {
    Target target = target("demo.localhost", "{slug}.demo.localhost", 8443, 8080);

    assertThat(target.hasTenantHosts()).isTrue();
    assertThat(target.hostOf("acme")).isEqualTo("acme.demo.localhost");
  }

  @Test
  void withoutATemplateThereIsOneHost() {
    Target target = target("hq.example.com", "", 443, 80);

    assertThat(target.hasTenantHosts()).isFalse();
    assertThat(target.hostOf("acme")).isEqualTo("hq.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "demo localhost",
        "demo.localhost:8443",
        "https://demo.localhost",
        "demo..localhost",
        "-demo.localhost",
        "demo.localhost\r\nX-Evil: 1",
        "dëmo.localhost",
        "::1"
      })
  void whatIsNoHostNameIsRefused(String host) {
    assertThatThrownBy(() -> target(host, "", 443, 80))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("cannot be the public host");
  }

  @ParameterizedTest
  @ValueSource(strings = {"demo.localhost", "demo.{slug}.localhost", "{slug}", "{slug}.a b"})
  void whatIsNoTemplateIsRefused(String template) {
    assertThatThrownBy(() -> target("demo.localhost", template, 443, 80))
        .isInstanceOf(InvalidInput.class);
  }

  @ParameterizedTest
  @CsvSource({"0, 80", "443, 65536", "-1, 80"})
  void whatIsNoPortIsRefused(int httpsPort, int httpPort) {
    assertThatThrownBy(() -> target("demo.localhost", "", httpsPort, httpPort))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("is no port");
  }

  @Test
  void hostsAreComparedInLowerCase() {
    assertThat(target("Demo.LocalHost", "", 443, 80).publicHost()).isEqualTo("demo.localhost");
  }

  @Test
  void itsTextDoesNotHoldTheKey() {
    assertThat(target("demo.localhost", "", 443, 80).toString()).doesNotContain(KEY.reveal());
  }

  private static Target target(String host, String template, int httpsPort, int httpPort) {
    return new Target(
        "local", host, template, httpsPort, httpPort, null, null, 0, 14, Target.PROBE, KEY);
  }
}
