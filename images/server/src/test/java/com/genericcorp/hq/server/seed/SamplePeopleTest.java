package com.genericcorp.hq.server.seed;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The people of sample organisations, and signing in as one of them. */
class SamplePeopleTest {
  private static TestInstallation installation;
  private static TestService service;
  private static Map<String, String> keys;
  private static String theirs;

  @BeforeAll
  static void seed() {
    installation = TestInstallation.migrated();
    theirs = installation.createWithKey("globex").reveal();
    Seeder seeder =
        new Seeder(installation.creation, installation.tenantAdministration, Clock.systemUTC());
    List<SampleOrganization> samples =
        List.of(
            new SampleOrganization("acme", "Acme", "growth"),
            new SampleOrganization("globex", "Globex", "free"));
    seeder.seed(samples, "free", Map.of());
    keys = seeder.seed(samples, "free", Map.of());
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void aSampleHasAnOwnerTwoMembersAndAReader() {
    JsonNode users = service.ask("GET", "/api/users", "acme", keys.get("acme"), "").json();
    assertThat(users.get("items").findValuesAsText("role"))
        .containsExactly("reader", "member", "member", "owner");
    assertThat(users.get("items").findValuesAsText("status")).containsOnly("active");
    assertThat(users.get("items").findValuesAsText("email"))
        .doesNotHaveDuplicates()
        .allMatch(email -> email.matches("[a-z]+\\.[a-z]+@acme\\.example"));
  }

  @Test
  void oneRequestSignsInAsTheFirstMember() {
    Browser browser = new Browser(service, "acme");
    Reply reply = browser.signInAsSample();
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().get("role").asText()).isEqualTo("member");
    assertThat(reply.json().at("/organization/sample").asBoolean()).isTrue();
    assertThat(browser.change("POST", "/api/agents", "{\"name\":\"Visitor's\"}").status())
        .isEqualTo(201);
    assertThat(browser.change("POST", "/api/keys", "{\"name\":\"x\"}").status()).isEqualTo(403);
    String password = "{\"currentPassword\":\"x\",\"newPassword\":\"0123456789\"}";
    assertThat(browser.change("POST", "/api/session/password", password).status()).isEqualTo(401);
    Browser other = new Browser(service, "acme");
    assertThat(other.signInAsSample().json().at("/user/id")).isEqualTo(reply.json().at("/user/id"));
    assertThat(other.cookies).isNotEqualTo(browser.cookies);
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void nobodySignsInAsASampleByAPassword() {
    JsonNode users = service.ask("GET", "/api/users", "acme", keys.get("acme"), "").json();
    String email = users.get("items").get(0).get("email").asText();
    assertThat(new Browser(service, "acme").signIn(email, "password").status()).isEqualTo(401);
  }

  @Test
  void whatSomebodyElseMadeIsLeftAsItIs() {
    assertThat(keys).containsOnlyKeys("probe", "acme");
    assertThat(service.ask("GET", "/api/users", "globex", theirs, "").json().get("items"))
        .isEmpty();
    assertThat(service.ask("GET", "/api/agents", "globex", theirs, "").json().get("items"))
        .isEmpty();
    assertThat(new Browser(service, "globex").signInAsSample().status()).isEqualTo(404);
    assertThat(new Browser(service, "probe").signInAsSample().status()).isEqualTo(404);
  }
}
