package com.genericcorp.hq.server.http;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** For whom a request is, and who may make it. */
class AccessTest {
  private static TestInstallation installation;
  private static TestService service;
  private static String acme;
  private static String globex;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    acme = installation.createWithKey("acme").reveal();
    globex = installation.createWithKey("globex").reveal();
    installation.create("asleep");
    installation.asSuperuser(
        "update public.tenants set status = 'suspended' where slug = 'asleep'");
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @ParameterizedTest
  @CsvSource({
    "acme.demo.localhost, ''",
    "ACME.Demo.Localhost., ''",
    "acme.demo.localhost:8443, ''",
    "demo.localhost, X-Organization-Slug: acme",
    "acme.demo.localhost, X-Organization-Slug: acme",
    "demo.localhost, ''",
  })
  void hostHeaderAndKeyNameTheOrganisation(String host, String header) {
    Reply reply = get(host, header, "Authorization: Bearer " + acme);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().get("slug").asText()).isEqualTo("acme");
    assertThat(reply.json().get("url").asText()).isEqualTo("https://acme.demo.localhost:8443");
  }

  @ParameterizedTest
  @CsvSource({
    "demo.localhost, 200",
    "acme.demo.localhost, 200",
    "asleep.demo.localhost, 200",
    "probe-elsewhere.demo.localhost, 200",
    "nobody.demo.localhost, 404",
    "a.b.demo.localhost, 404",
    "demo.localhost.example, 404",
    "'', 404",
  })
  void theEdgeLearnsWhichHostsAreServed(String host, int status) throws Exception {
    Reply reply =
        RawHttp.exchange(
            service.service.managementPort(),
            "GET /host?domain=" + host + " HTTP/1.1\r\nHost: server:9000\r\n\r\n");
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
  }

  @Test
  void withoutAnOrganisationItIs400() {
    problem(get("demo.localhost"), 400, "organization-missing");
  }

  @Test
  void hostAndHeaderThatDisagreeAre400() {
    problem(
        get("acme.demo.localhost", "X-Organization-Slug: globex", "Authorization: Bearer " + acme),
        400,
        "organization-mismatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nobody.demo.localhost",
        "xn--acm-dma.demo.localhost",
        "acme'or'1'='1.demo.localhost",
        "a.acme.demo.localhost",
        "acme--.demo.localhost",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.demo.localhost"
      })
  void aHostOfNobodyIs404(String host) {
    Reply reply = get(host);
    assertThat(reply.status()).as(reply.body()).isIn(400, 404);
    if (reply.status() == 404) {
      problem(reply, 404, "organization-unknown");
    }
  }

  @Test
  void aHeaderThatNamesNobodyIs404() {
    problem(get("demo.localhost", "X-Organization-Slug: nobody"), 404, "organization-unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Organization-Slug:",
        "X-Organization-Slug: Acme",
        "X-Organization-Slug: acme'; drop schema public cascade; --",
        "X-Organization-Slug: acm\u00e9",
        "X-Organization-Slug: acme, globex",
        "X-Organization-Slug: xn--acme",
        "X-Organization-Slug: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
      })
  void aMalformedHeaderIs400(String header) {
    assertThat(get("demo.localhost", header, "Authorization: Bearer " + acme).status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "X-Organization-Slug: acme",
        "Authorization: Bearer x",
        "Content-Type: text/plain"
      })
  void aHeaderThatDecidesMayNotComeTwice(String header) {
    assertThat(get("acme.demo.localhost", header, header).status()).isEqualTo(400);
  }

  @Test
  void twoHostsAre400() {
    Reply reply =
        service.raw("GET / HTTP/1.1\r\nHost: demo.localhost\r\nHost: acme.demo.localhost\r\n\r\n");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void aTargetThatNamesAnotherHostThanTheHeaderIs400() {
    assertThat(
            service
                .raw("GET http://acme.demo.localhost/ HTTP/1.1\r\nHost: demo.localhost\r\n\r\n")
                .status())
        .isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"example.com", "127.0.0.1", "localhost", "demo.localhost.example.com"})
  void anotherServicesHostIs421(String host) {
    problem(get(host, "Authorization: Bearer " + acme), 421, "");
    assertThat(
            service
                .raw("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                .status())
        .isEqualTo(421);
  }

  @Test
  void aRequestWithoutAnyHostIsRefused() {
    assertThat(service.raw("GET /api/tasks HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
    assertThat(service.raw("GET /api/tasks HTTP/1.0\r\n\r\n").status()).isEqualTo(421);
  }

  @Test
  void withoutAKeyItIs401AndSaysHow() {
    Reply reply = get("acme.demo.localhost");
    problem(reply, 401, "");
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"agenthq\"");
  }

  @Test
  void aKeyThatIsNoneIs401() {
    List<String> credentials =
        List.of(
            "Bearer nonsense",
            "Bearer " + acme + "x",
            "Bearer " + acme.substring(0, acme.length() - 1) + (acme.endsWith("A") ? "B" : "A"),
            "Bearer ahq_0000000000_" + "a".repeat(43),
            "Bearer " + acme + " " + acme,
            "Basic " + acme,
            acme,
            "Bearer",
            "Bearer ' or 1=1 --");
    for (String one : credentials) {
      for (String host : List.of("acme.demo.localhost", "demo.localhost")) {
        Reply reply = get(host, "Authorization: " + one);
        problem(reply, 401, "");
        assertThat(reply.header("WWW-Authenticate")).contains("invalid_token");
      }
    }
  }

  @Test
  void theSchemesNameIsReadInAnyCase() {
    assertThat(get("acme.demo.localhost", "Authorization: bearer " + acme).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"globex.demo.localhost", "nobody.demo.localhost", "asleep.demo.localhost"})
  void aKeyOfAnotherOrganisationIs403WhetherTheOneNamedExistsOrNot(String host) {
    Reply reply = get(host, "Authorization: Bearer " + acme);
    problem(reply, 403, "organization-mismatch");
    assertThat(reply.body()).doesNotContain("globex").doesNotContain("nobody");
  }

  @Test
  void aSuspendedOrganisationIs403() {
    problem(get("asleep.demo.localhost"), 403, "organization-suspended");
  }

  @Test
  void aSuspensionReachesTheServerWithinSeconds() {
    assertThat(get("globex.demo.localhost", "Authorization: Bearer " + globex).status())
        .isEqualTo(200);
    installation.asSuperuser(
        "update public.tenants set status = 'suspended' where slug = 'globex'");
    await(
        "403",
        Duration.ofSeconds(3),
        () -> get("globex.demo.localhost", "Authorization: Bearer " + globex).status() == 403);
    installation.asSuperuser("update public.tenants set status = 'active' where slug = 'globex'");
    await(
        "200",
        Duration.ofSeconds(3),
        () -> get("globex.demo.localhost", "Authorization: Bearer " + globex).status() == 200);
  }

  @Test
  void aRevokedKeyIsRefusedWithinSeconds() {
    String key = installation.createWithKey("leaver").reveal();
    assertThat(get("leaver.demo.localhost", "Authorization: Bearer " + key).status())
        .isEqualTo(200);
    String schema =
        installation.value("select schema_name from public.tenants where slug = 'leaver'");
    installation.asSuperuser("update " + schema + ".api_keys set revoked_at = now()");
    await(
        "401",
        Duration.ofSeconds(3),
        () -> get("leaver.demo.localhost", "Authorization: Bearer " + key).status() == 401);
  }

  @Test
  void oneOrganisationsTaskIsNoAddressOfAnothers() {
    String agent =
        service
            .ask("POST", "/api/agents", "acme", acme, "{\"name\":\"secret agent\"}")
            .json()
            .get("id")
            .asText();
    assertThat(service.ask("GET", "/api/agents/" + agent, "acme", acme, "").status())
        .isEqualTo(200);
    assertThat(service.ask("GET", "/api/agents/" + agent, "globex", globex, "").status())
        .isEqualTo(404);
    assertThat(service.ask("GET", "/api/agents", "globex", globex, "").body())
        .doesNotContain("secret agent");
  }

  private static Reply get(String host, String... headers) {
    StringBuilder request =
        new StringBuilder("GET /api/organization HTTP/1.1\r\nHost: " + host + "\r\n");
    for (String header : headers) {
      if (!header.isEmpty()) {
        request.append(header).append("\r\n");
      }
    }
    return service.raw(request.append("Connection: close\r\n\r\n").toString());
  }

  private static void problem(Reply reply, int status, String kind) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(status);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    // HSTS_SECONDS is 0 here.
    assertThat(reply.header("Strict-Transport-Security")).isEmpty();
    assertThat(reply.json().get("status").asInt()).isEqualTo(status);
    assertThat(reply.json().get("requestId").asText()).isEqualTo(reply.header("X-Request-Id"));
    assertThat(reply.json().get("type").asText())
        .isEqualTo(kind.isEmpty() ? "about:blank" : "urn:agenthq:problem:" + kind);
  }
}
