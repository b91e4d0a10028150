package com.genericcorp.hq.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  @Test
  void anOrganisationIsReachedUnderItsSlugOrUnderTheOneHost() {
    Slug acme = new Slug("acme");

    assertThat(hosts("demo.localhost", "{slug}.demo.localhost").hostOf(acme))
        .isEqualTo("acme.demo.localhost");
    assertThat(hosts("demo.localhost", "{slug}.at.demo.localhost").hostOf(acme))
        .isEqualTo("acme.at.demo.localhost");
    assertThat(hosts("hq.example.com", "").hostOf(acme)).isEqualTo("hq.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{slug}",
        "{slug}.",
        "{slug}demo.localhost",
        "x{slug}.demo.localhost",
        "{slug}.localhost",
        "{slug}.xdemo.localhost",
        "{slug}.{slug}.demo.localhost",
        "{slug}.-.demo.localhost"
      })
  void aTemplateThatIsNoHostBelowThePublicOneIsRefused(String template) {
    assertThatThrownBy(() -> hosts("demo.localhost", template))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("'{slug}.demo.localhost', or '' for one host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "https://a.com",
        "a.com:443",
        "A.com",
        "a_b.com",
        "-a.com",
        "a..com",
        "a.com\n"
      })
  void aPublicHostThatIsNoHostNameIsRefused(String host) {
    assertThatThrownBy(() -> hosts(host, "")).isInstanceOf(InvalidInput.class);
  }

  private static Hosts hosts(String publicHost, String tenantHost) {
    return new Hosts(publicHost, tenantHost, 443, 80, 0, 1);
  }
}
