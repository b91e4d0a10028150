package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in and out, and how long it lasts. */
class SignInTest {
  private static final String PASSWORD = "correct horse battery";

  private static TestInstallation installation;
  private static TestService service;
  private static String key;
  private static String schema;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    schema = installation.tenantAdministration.find(new Slug("acme")).orElseThrow().schema();
    service = TestService.start(installation);
    service.join("acme", key, "ada@example.com", "member", PASSWORD);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void whoSignsInIsKnownFromThenOn() {
    Browser browser = new Browser(service, "acme");
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    Reply reply = browser.signIn("Ada@Example.COM", PASSWORD);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    JsonNode session = browser.get("/api/session").json();
    assertThat(session).isEqualTo(reply.json());
    assertThat(session.get("kind").asText()).isEqualTo("user");
    assertThat(session.get("role").asText()).isEqualTo("member");
    assertThat(session.at("/user/email").asText()).isEqualTo("ada@example.com");
    assertThat(session.at("/user/name").asText()).isEqualTo("Ada member");
    assertThat(session.at("/organization/slug").asText()).isEqualTo("acme");
    assertThat(session.at("/organization/sample").asBoolean()).isFalse();
    assertThat(Instant.parse(session.get("renewBy").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofDays(14)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(14)).plusSeconds(60));
    assertThat(browser.get("/api/tasks").status()).isEqualTo(200);
    assertThat(browser.change("POST", "/api/agents", "{\"name\":\"Priya\"}").status())
        .isEqualTo(201);
    assertThat(browser.change("POST", "/api/keys", "{\"name\":\"x\"}").status()).isEqualTo(403);
  }

  @Test
  void cookiesAreForOneHostAndNoScript() {
    Reply reply = new Browser(service, "acme").signIn("ada@example.com", PASSWORD);
    List<String> cookies = List.of(reply.header("Set-Cookie").split("\\|"));
    assertThat(cookies).hasSize(2);
    assertThat(cookies)
        .allSatisfy(
            cookie ->
                assertThat(cookie)
                    .startsWith("__Host-")
                    .contains("; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=")
                    .doesNotContain("Domain"));
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aKeyHasNoSession() {
    JsonNode session = service.ask("GET", "/api/session", "acme", key, "").json();
    assertThat(session.get("kind").asText()).isEqualTo("key");
    assertThat(session.get("role").asText()).isEqualTo("owner");
    assertThat(session.get("user").isNull()).isTrue();
    assertThat(session.get("csrfToken").isNull()).isTrue();
    assertThat(session.get("renewBy").isNull()).isTrue();
    Reply reply =
        service.ask(
            "POST",
            "/api/session/password",
            "acme",
            key,
            "{\"currentPassword\":\"x\",\"newPassword\":\"0123456789\"}");
    assertThat(reply.status()).isEqualTo(403);
    assertThat(service.ask("DELETE", "/api/session", "acme", key, "").status()).isEqualTo(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody@example.com",
        "jos\u00e9@example.com",
        "\u212ada@example.com",
        "ada@example.com\\u0000",
        "ada@example.com' or '1'='1",
        "%",
        "\ud83d\ude00"
      })
  void anAddressOfNobodyIsAnsweredLikeAWrongPassword(String email) {
    Browser odd = new Browser(service, "acme." + TestService.HOST, address());
    Reply reply = odd.signIn(email, PASSWORD);
    assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    Reply wrong = odd.signIn("ada@example.com", "wrong");
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().get("type").asText()).endsWith(":sign-in-failed");
    assertThat(wrong.json().get("detail")).isEqualTo(reply.json().get("detail"));
    assertThat(odd.cookies).isEmpty();
  }

  @Test
  void bodiesThatCannotBeCredentialsAreRefusedAndNotEchoed() {
    Browser browser = new Browser(service, "acme." + TestService.HOST, address());
    String longOne = "verysecret".repeat(30);
    Reply tooLong = browser.signIn("ada@example.com", longOne);
    assertThat(tooLong.status()).isEqualTo(400);
    assertThat(tooLong.body()).contains("#/password").doesNotContain("verysecret");
    assertThat(browser.signIn("a".repeat(255), "x").status()).isEqualTo(400);
    assertThat(browser.signIn("ada@example.com", "").status()).isEqualTo(400);
    assertThat(browser.send("POST", "/api/session", "{\"email\":1,\"password\":[]}").status())
        .isEqualTo(400);
    assertThat(
            browser
                .send(
                    "POST",
                    "/api/session",
                    "",
                    "Content-Type: application/json",
                    "Content-Length: 10485760")
                .status())
        .isEqualTo(413);
  }

  @Test
  void signingInEndsTheSessionThatTheBrowserHad() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    Browser planted = new Browser(service, "acme");
    planted.cookies.putAll(browser.cookies);
    browser.signIn("ada@example.com", PASSWORD);
    assertThat(browser.cookies.get(Browser.SESSION))
        .isNotEqualTo(planted.cookies.get(Browser.SESSION));
    assertThat(planted.get("/api/session").status()).isEqualTo(401);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void aSessionThatTheServerDidNotMakeIsNone() {
    Browser browser = new Browser(service, "acme");
    String tenant = installation.value("select id from public.tenants where slug = 'acme'");
    String planted = tenant + ".3f2b8c1e-0d4a-4b8e-9c57-1f6f7f0f9a10." + "A".repeat(43);
    browser.cookies.put(Browser.SESSION, planted);
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(browser.cookies).isEmpty();
    browser.cookies.put(Browser.SESSION, planted);
    browser.signIn("ada@example.com", PASSWORD);
    assertThat(browser.cookies.get(Browser.SESSION)).doesNotContain("3f2b8c1e");
  }

  @Test
  void theSecretOfASessionIsNeeded() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    browser.cookies.remove(Browser.TOKEN);
    String session = browser.cookies.get(Browser.SESSION);
    browser.cookies.put(
        Browser.SESSION, session.substring(0, session.length() - 43) + "A".repeat(43));
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
  }

  @Test
  void aTokenThatIsMissingIsRenewedInPlaceAlsoFromManyTabs() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    String session = browser.cookies.get(Browser.SESSION);
    String csrf = browser.csrf();
    List<Integer> statuses =
        IntStream.range(0, 16)
            .parallel()
            .mapToObj(
                tab -> {
                  Browser one = new Browser(service, "acme");
                  one.cookies.put(Browser.SESSION, session);
                  Reply reply = one.send("DELETE", "/api/keys/x", "", "X-CSRF-Token: " + csrf);
                  assertThat(one.cookies).containsKey(Browser.TOKEN);
                  assertThat(one.cookies.get(Browser.SESSION)).isEqualTo(session);
                  return reply.status();
                })
            .toList();
    assertThat(statuses).containsOnly(403);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void aTokenAloneIsEnoughWhileItLasts() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    browser.cookies.remove(Browser.SESSION);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    assertThat(browser.change("DELETE", "/api/session", "").status()).isEqualTo(204);
    assertThat(browser.cookies).isEmpty();
  }

  @Test
  void signingOutEndsTheSessionEverywhere() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    Browser copy = new Browser(service, "acme");
    copy.cookies.putAll(browser.cookies);
    assertThat(browser.change("DELETE", "/api/session", "").status()).isEqualTo(204);
    assertThat(browser.cookies).isEmpty();
    assertThat(copy.get("/api/session").status()).isEqualTo(401);
    assertThat(browser.send("DELETE", "/api/session", "").status()).isEqualTo(204);
  }

  @Test
  void aSessionThatIsRevokedBehindTheServersBackEndsWithinSeconds() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    String id = browser.cookies.get(Browser.SESSION).split("\\.")[1];
    installation.asSuperuser("delete from " + schema + ".sessions where id = '" + id + "'");
    await("401", Duration.ofSeconds(3), () -> browser.get("/api/session").status() == 401);
  }

  @Test
  void aSessionEndsTwoWeeksAfterItsLastUseAndSixtyDaysAfterItsBeginning() {
    for (String column :
        List.of("last_seen_at = now() - interval '14 days'", "expires_at = now()")) {
      Browser browser = new Browser(service, "acme");
      browser.signIn("ada@example.com", PASSWORD);
      String id = browser.cookies.get(Browser.SESSION).split("\\.")[1];
      installation.asSuperuser(
          "update " + schema + ".sessions set " + column + " where id = '" + id + "'");
      await("401", Duration.ofSeconds(3), () -> browser.get("/api/session").status() == 401);
    }
  }

  @Test
  void usingASessionKeepsIt() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    String id = browser.cookies.get(Browser.SESSION).split("\\.")[1];
    installation.asSuperuser(
        "update %s.sessions set last_seen_at = now() - interval '13 days' where id = '%s'"
            .formatted(schema, id));
    browser.cookies.remove(Browser.TOKEN);
    assertThat(Instant.parse(browser.get("/api/session").json().get("renewBy").asText()))
        .isAfter(Instant.now().plus(Duration.ofDays(13)));
  }

  @Test
  void anotherPasswordEndsTheOtherSessionsOnly() {
    Browser here = service.join("acme", key, "change@example.com", "reader", PASSWORD);
    Browser there = new Browser(service, "acme");
    there.signIn("change@example.com", PASSWORD);
    String body = "{\"currentPassword\":\"%s\",\"newPassword\":\"another horse\"}";
    Reply wrong = here.change("POST", "/api/session/password", body.formatted("not mine"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().get("type").asText()).endsWith(":sign-in-failed");
    assertThat(here.change("POST", "/api/session/password", body.formatted(PASSWORD)).status())
        .isEqualTo(204);
    assertThat(here.get("/api/session").status()).isEqualTo(200);
    assertThat(there.get("/api/session").status()).isEqualTo(401);
    assertThat(there.signIn("change@example.com", PASSWORD).status()).isEqualTo(401);
    assertThat(there.signIn("change@example.com", "another horse").status()).isEqualTo(200);
    assertThat(
            here.change("POST", "/api/session/password", body.replace("another horse", "short"))
                .status())
        .isEqualTo(400);
  }

  @Test
  void aSuspendedOrganisationsPeopleAreShutOut() {
    String other = installation.createWithKey("asleep").reveal();
    Browser browser = service.join("asleep", other, "ada@example.com", "owner", PASSWORD);
    installation.asSuperuser(
        "update public.tenants set status = 'suspended' where slug = 'asleep'");
    await("403", Duration.ofSeconds(3), () -> browser.get("/api/session").status() == 403);
    await(
        "403 at sign-in",
        Duration.ofSeconds(3),
        () -> browser.signIn("ada@example.com", PASSWORD).status() == 403);
  }

  @Test
  void whatIsStoredOpensNothing() {
    Browser browser = new Browser(service, "acme");
    browser.signIn("ada@example.com", PASSWORD);
    String secret = browser.cookies.get(Browser.SESSION).split("\\.")[2];
    String rows =
        installation.value("select string_agg(s::text, ' ') from " + schema + ".sessions s")
            + installation.value("select string_agg(u::text, ' ') from " + schema + ".users u");
    assertThat(rows).doesNotContain(secret).doesNotContain(PASSWORD).contains("$argon2id$");
  }

  private static int addresses;

  /** Another address each time: what one does is not counted for another. */
  static synchronized String address() {
    return "198.51.100." + ++addresses;
  }
}
