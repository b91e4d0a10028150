package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** People where all organisations share one host. */
class OneHostTest {
  private static final String PASSWORD = "correct horse battery";

  private static TestInstallation installation;
  private static TestService service;
  private static String acme;
  private static String globex;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    acme = installation.createWithKey("acme").reveal();
    globex = installation.createWithKey("globex").reveal();
    service =
        TestService.start(
            TestService.settings(
                installation.settings,
                "one-host",
                new Hosts(TestService.HOST, "", 8443),
                Optional.empty()));
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void theSessionSaysWhichOrganisationItIs() {
    Browser browser = browser();
    String link = invite(acme, "ada@example.com");
    assertThat(link).startsWith("https://demo.localhost:8443/invitation#inv_");
    assertThat(browser.accept(link, "Ada", PASSWORD).status()).isEqualTo(200);
    assertThat(browser.get("/api/organization").json().get("slug").asText()).isEqualTo("acme");
    assertThat(browser.get("/api/organization", "X-Organization-Slug: acme").status())
        .isEqualTo(200);
    Reply other = browser.get("/api/organization", "X-Organization-Slug: globex");
    assertThat(other.status()).isEqualTo(403);
    assertThat(other.json().get("type").asText()).endsWith(":organization-mismatch");
    assertThat(
            browser
                .send(
                    "POST",
                    "/api/agents",
                    "{\"name\":\"P\"}",
                    "X-CSRF-Token: " + browser.csrf(),
                    "Origin: https://demo.localhost:8443")
                .status())
        .isEqualTo(201);
  }

  @Test
  void signingInNeedsTheOrganisationsName() {
    String link = invite(globex, "grace@example.com");
    browser().accept(link, "Grace", PASSWORD);
    Browser browser = browser();
    Reply nameless = browser.signIn("grace@example.com", PASSWORD);
    assertThat(nameless.status()).isEqualTo(400);
    assertThat(nameless.json().get("type").asText()).endsWith(":organization-missing");
    assertThat(browser.signIn("grace@example.com", PASSWORD, "X-Organization-Slug: acme").status())
        .isEqualTo(401);
    assertThat(
            browser.signIn("grace@example.com", PASSWORD, "X-Organization-Slug: globex").status())
        .isEqualTo(200);
    assertThat(browser.get("/api/session").json().at("/organization/slug").asText())
        .isEqualTo("globex");
  }

  @Test
  void signingInElsewhereEndsTheSessionHere() {
    Browser browser = browser();
    browser.accept(invite(acme, "both@example.com"), "Both", PASSWORD);
    Browser before = browser();
    before.cookies.putAll(browser.cookies);
    assertThat(browser.accept(invite(globex, "both@example.com"), "Both", PASSWORD).status())
        .isEqualTo(200);
    assertThat(browser.get("/api/organization").json().get("slug").asText()).isEqualTo("globex");
    assertThat(before.get("/api/session").status()).isIn(400, 401);
  }

  @Test
  void aLinkOfNoOrganisationIsGone() {
    assertThat(browser().accept("#inv_aaaaaaaaaa_" + "A".repeat(43), "N", PASSWORD).status())
        .isEqualTo(410);
    assertThat(browser().accept("#nonsense", "N", PASSWORD).status()).isEqualTo(410);
  }

  private static Browser browser() {
    return new Browser(service, TestService.HOST, "192.0.2.1");
  }

  private static String invite(String key, String email) {
    String body = "{\"email\":\"%s\",\"role\":\"member\"}".formatted(email);
    String request =
        RawHttp.request("POST", "/api/users", TestService.HOST, Optional.of(key), body);
    return service.raw(request).json().at("/invitation/url").asText();
  }
}
