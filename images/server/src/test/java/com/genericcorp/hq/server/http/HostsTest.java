package com.genericcorp.hq.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.tenancy.Slug;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {
  private final Hosts hosts = new Hosts("demo.example.com", "{slug}.demo.example.com", 443);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo.example.com",
        "DEMO.Example.com",
        "demo.example.com.",
        "demo.example.com:8443",
        "demo.example.com.:8443",
        "demo.example.com:"
      })
  void theServicesOwnHostNamesNobody(String host) {
    assertThat(hosts.meaningOf(host)).isEqualTo(new Hosts.Service());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acme.demo.example.com", "Acme.Demo.Example.Com.", "acme.demo.example.com:99999"})
  void anOrganisationsHostNamesIt(String host) {
    assertThat(hosts.meaningOf(host)).isEqualTo(new Hosts.Organization(new Slug("acme")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a.b.demo.example.com",
        "xn--acm-dma.demo.example.com",
        "acm\u00e9.demo.example.com",
        "-acme.demo.example.com",
        "1acme.demo.example.com",
        "acme'--.demo.example.com",
        "a_b.demo.example.com",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.demo.example.com"
      })
  void whatCannotBeASlugIsNobodysHost(String host) {
    assertThat(hosts.meaningOf(host)).isEqualTo(new Hosts.Nobody());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        ":8080",
        "example.com",
        "127.0.0.1:8080",
        "[::1]:8080",
        ".demo.example.com",
        "evildemo.example.com",
        "demo.example.com.evil.com",
        "acme.demo.example.com@evil.com",
        "demo.example.com/"
      })
  void anyOtherHostIsForeign(String host) {
    assertThat(hosts.meaningOf(host)).isEqualTo(new Hosts.Foreign());
  }

  @Test
  void withoutATemplateThereIsOneHost() {
    Hosts one = new Hosts("hq.example.com", "", 8443);
    assertThat(one.meaningOf("hq.example.com")).isEqualTo(new Hosts.Service());
    assertThat(one.meaningOf("acme.hq.example.com")).isEqualTo(new Hosts.Foreign());
    assertThat(one.urlOf("acme")).isEqualTo("https://hq.example.com:8443");
  }

  @ParameterizedTest
  @CsvSource({"443, https://acme.demo.example.com", "8443, https://acme.demo.example.com:8443"})
  void anAddressShowsItsPortWhenItIsUnusual(int port, String address) {
    assertThat(new Hosts("demo.example.com", "{slug}.demo.example.com", port).urlOf("acme"))
        .isEqualTo(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"demo.example.com", "{slug}", "{slug}demo", "{slug}.ex ample", "{slug}:8443"})
  void aTemplateThatNamesNobodyIsRefused(String template) {
    assertThatThrownBy(() -> new Hosts("demo.example.com", template, 443))
        .isInstanceOf(InvalidInput.class)
        .hasMessageContaining("TENANT_HOST");
  }
}
