package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.Hosts;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.identity.Session;
import com.genericcorp.hq.server.identity.SessionTokens;
import com.genericcorp.hq.server.identity.User;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that must not be believed, and requests that other sites' pages make. */
class ForgeryTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String OWN = "https://acme." + TestService.HOST + ":8443";

  private static TestInstallation installation;
  private static TestService service;
  private static Browser acme;
  private static Browser globex;
  private Browser browser;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    String key = installation.createWithKey("acme").reveal();
    String other = installation.createWithKey("globex").reveal();
    service = TestService.start(installation);
    acme = service.join("acme", key, "ada@example.com", "owner", PASSWORD);
    globex = service.join("globex", other, "ada@example.com", "owner", PASSWORD);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @BeforeEach
  void sameSession() {
    browser = new Browser(service, "acme");
    browser.cookies.putAll(acme.cookies);
  }

  @Test
  void aTokenWithoutASignatureIsRefusedThoughTheSessionIsGood() {
    String[] parts = acme.cookies.get(Browser.TOKEN).split("\\.");
    refused(base64("{\"alg\":\"none\"}") + "." + parts[1] + ".");
    refused(base64("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
    refused(parts[0] + "." + parts[1] + ".");
    refused(parts[0] + "." + parts[1] + "." + base64("nonsense"));
    refused("nonsense");
  }

  @Test
  void aTokenThatWasChangedIsRefused() {
    String[] parts = acme.cookies.get(Browser.TOKEN).split("\\.");
    String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    refused(parts[0] + "." + base64(claims.replace("owner", "OWNER")) + "." + parts[2]);
  }

  @Test
  void afterARefusalTheNextRequestIsRenewed() {
    browser.cookies.put(Browser.TOKEN, "nonsense");
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(browser.cookies).doesNotContainKey(Browser.TOKEN);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    assertThat(browser.cookies).containsKey(Browser.TOKEN);
  }

  @Test
  void anotherOrganisationsTokenIsRefused() {
    refused(globex.cookies.get(Browser.TOKEN));
    browser.cookies.clear();
    refused(globex.cookies.get(Browser.TOKEN));
  }

  @Test
  void anotherOrganisationsSessionIsRefused() {
    browser.cookies.clear();
    browser.cookies.putAll(globex.cookies);
    Reply reply = browser.get("/api/session");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.json().get("type").asText()).endsWith(":organization-mismatch");
    browser.cookies.remove(Browser.TOKEN);
    assertThat(browser.get("/api/session").status()).isEqualTo(403);
  }

  @Test
  void aTokenThatHasRunOutIsRenewedBySessionAndBySessionAlone() {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-7));
    browser.cookies.put(Browser.TOKEN, issued(TestInstallation.GATEWAY_SECRET.reveal(), past));
    String old = browser.cookies.get(Browser.TOKEN);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    assertThat(browser.cookies.get(Browser.TOKEN)).isNotEqualTo(old);
    browser.cookies.clear();
    browser.cookies.put(Browser.TOKEN, old);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void aTokenOfARotatedKeyIsRenewedBySession() {
    String old = issued("another-secret", Clock.systemUTC());
    browser.cookies.put(Browser.TOKEN, old);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    assertThat(browser.cookies.get(Browser.TOKEN)).isNotEqualTo(old);
    browser.cookies.clear();
    browser.cookies.put(Browser.TOKEN, issued("another-secret", Clock.systemUTC()));
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void aTokenOfASessionThatIsNotThereOpensNothing() {
    browser.cookies.clear();
    browser.cookies.put(
        Browser.TOKEN, issued(TestInstallation.GATEWAY_SECRET.reveal(), Clock.systemUTC()));
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void withoutTheSessionsOwnCsrfTokenNothingIsChanged() {
    String body = "{\"name\":\"Forged\"}";
    csrf(browser.send("POST", "/api/agents", body));
    csrf(browser.send("POST", "/api/agents", body, "X-CSRF-Token: "));
    csrf(browser.send("POST", "/api/agents", body, "X-CSRF-Token: " + globex.csrf()));
    csrf(browser.send("PATCH", "/api/users/x", "{}"));
    csrf(browser.send("DELETE", "/api/session", ""));
    assertThat(browser.get("/api/agents").body()).doesNotContain("Forged");
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://globex.demo.localhost:8443",
        "https://demo.localhost:8443",
        "https://acme.demo.localhost",
        "http://acme.demo.localhost:8443",
        "https://acme.demo.localhost:8443.evil.example",
        "https://evil.example",
        "null"
      })
  void anotherSitesPageChangesNothingAndSignsNobodyIn(String origin) {
    String token = "X-CSRF-Token: " + acme.csrf();
    csrf(browser.send("POST", "/api/agents", "{\"name\":\"F\"}", token, "Origin: " + origin));
    csrf(new Browser(service, "acme").signIn("ada@example.com", PASSWORD, "Origin: " + origin));
    csrf(new Browser(service, "acme").accept("#inv", "A", PASSWORD, "Origin: " + origin));
    csrf(
        new Browser(service, "acme")
            .send("POST", "/api/session/sample", "{}", "Origin: " + origin));
  }

  @Test
  void ourOwnPageMay() {
    assertThat(
            browser
                .send(
                    "POST",
                    "/api/agents",
                    "{\"name\":\"Own\"}",
                    "X-CSRF-Token: " + acme.csrf(),
                    "Origin: " + OWN)
                .status())
        .isEqualTo(201);
    assertThat(
            new Browser(service, "acme")
                .signIn("ada@example.com", PASSWORD, "Origin: " + OWN)
                .status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Cookie", "Origin", "X-CSRF-Token", "Idempotency-Key"})
  void aHeaderThatDecidesIsSentOnce(String name) {
    Browser none = new Browser(service, "acme");
    assertThat(none.get("/api/session", name + ": a", name + ": b").status()).isEqualTo(400);
  }

  @Test
  void aCookieIsSentOnce() {
    String cookies = "Cookie: %1$s=a; %1$s=b".formatted(Browser.SESSION);
    assertThat(new Browser(service, "acme").get("/api/session", cookies).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=", ";", "__Host-agenthq-token", "__Host-agenthq-token=;;", "a=b; c", "=;=;="})
  void cookiesThatMeanNothingAreNobodys(String cookies) {
    assertThat(new Browser(service, "acme").get("/api/session", "Cookie: " + cookies).status())
        .isEqualTo(401);
  }

  private void refused(String token) {
    browser.cookies.put(Browser.TOKEN, token);
    Reply reply = browser.get("/api/session");
    assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    assertThat(browser.cookies).doesNotContainKey(Browser.TOKEN);
  }

  private static void csrf(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.json().get("type").asText()).endsWith(":csrf");
  }

  private static String issued(String secret, Clock clock) {
    String tenant = installation.value("select id from public.tenants where slug = 'acme'");
    User user =
        new User(UUID.randomUUID(), "a@b", "A", Role.OWNER, true, Instant.now(), Instant.now());
    Session session = new Session(UUID.randomUUID(), user, new byte[32], Instant.now());
    String issuer = new Hosts(TestService.HOST, "", 8443).url();
    return new SessionTokens(() -> secret, issuer, clock).issue(tenant, session);
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
