package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Slug;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Links by which people set their passwords. */
class InvitationsTest {
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
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void somebodyIsInvitedAndJoins() {
    Reply reply = invite("Grace@Example.com", "reader");
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    JsonNode user = reply.json();
    assertThat(reply.header("Location")).isEqualTo("/api/users/" + user.get("id").asText());
    assertThat(user.get("email").asText()).isEqualTo("grace@example.com");
    assertThat(user.get("status").asText()).isEqualTo("invited");
    assertThat(user.get("name").asText()).isEmpty();
    assertThat(user.at("/invitation/mailed").asBoolean()).isFalse();
    assertThat(user.at("/invitation/url").asText())
        .matches("https://acme\\.demo\\.localhost:8443/invitation#inv_[a-z0-9]{10}_[\\w-]{43}");
    assertThat(Instant.parse(user.at("/invitation/expiresAt").asText()))
        .isBetween(
            Instant.now().plus(Duration.ofDays(7)).minusSeconds(60),
            Instant.now().plus(Duration.ofDays(7)).plusSeconds(60));

    Browser browser = new Browser(service, "acme");
    Reply joined = browser.accept(link(reply), "Grace <b>Hopper</b>", PASSWORD);
    assertThat(joined.status()).as(joined.body()).isEqualTo(200);
    assertThat(joined.json().at("/user/name").asText()).isEqualTo("Grace <b>Hopper</b>");
    JsonNode now = browser.get("/api/users/" + user.get("id").asText()).json();
    assertThat(now.get("status").asText()).isEqualTo("active");
    assertThat(now.get("lastSignedInAt").isNull()).isFalse();
    assertThat(new Browser(service, "acme").signIn("grace@example.com", PASSWORD).status())
        .isEqualTo(200);
  }

  @Test
  void aLinkWorksOnce() {
    String link = link(invite("once@example.com", "reader"));
    assertThat(accept(link).status()).isEqualTo(200);
    gone(accept(link));
  }

  @Test
  void ofManyAtOnceOneWins() {
    String link = link(invite("many@example.com", "reader"));
    List<Integer> statuses =
        IntStream.range(0, 6)
            .parallel()
            .mapToObj(one -> new Browser(service, "acme").accept(link, "N " + one, PASSWORD + one))
            .map(Reply::status)
            .toList();
    assertThat(Collections.frequency(statuses, 200)).as(statuses.toString()).isEqualTo(1);
    assertThat(statuses).containsOnly(200, 410);
    assertThat(
            installation.value(
                "select count(*) from %s.sessions s join %s.users u on u.id = s.user_id where u.email = 'many@example.com'"
                    .formatted(schema, schema)))
        .isEqualTo("1");
  }

  @Test
  void aNewLinkVoidsTheOldOne() {
    Reply invited = invite("again@example.com", "reader");
    String path = "/api/users/" + invited.json().get("id").asText() + "/invitation";
    Reply again = ask("POST", path, "{}");
    assertThat(again.status()).isEqualTo(201);
    assertThat(again.json().get("url").asText()).isNotEqualTo(link(invited));
    gone(accept(link(invited)));
    assertThat(accept(again.json().get("url").asText()).status()).isEqualTo(200);
  }

  @Test
  void manyNewLinksAtOnceLeaveOne() {
    Reply invited = invite("links@example.com", "reader");
    String path = "/api/users/" + invited.json().get("id").asText() + "/invitation";
    List<String> links =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(one -> ask("POST", path, "{}"))
            .map(reply -> reply.json().get("url").asText())
            .toList();
    long working = links.stream().filter(link -> accept(link).status() == 200).count();
    assertThat(working).isEqualTo(1);
  }

  @Test
  void aLinkThatHasRunOutIsGone() {
    String link = link(invite("late@example.com", "reader"));
    installation.asSuperuser(
        "update %1$s.invitations set expires_at = now() where user_id = (select id from %1$s.users where email = 'late@example.com')"
            .formatted(schema));
    gone(accept(link));
  }

  @Test
  void anotherOrganisationsLinkIsGoneHere() {
    installation.createWithKey("globex");
    String link = link(invite("other@example.com", "owner"));
    gone(new Browser(service, "globex").accept(link, "N", PASSWORD));
    String swapped =
        link.replaceFirst(
            "inv_[a-z0-9]{10}",
            "inv_" + installation.value("select id from public.tenants where slug = 'globex'"));
    gone(new Browser(service, "globex").accept(swapped, "N", PASSWORD));
    assertThat(accept(link).status()).isEqualTo(200);
  }

  @Test
  void linksThatWereNeverGivenAreGone() {
    for (String token : List.of("x", "inv_", "inv_aaaaaaaaaa_" + "A".repeat(43), "' or 1=1 --")) {
      gone(accept("#" + token));
    }
    assertThat(accept("#" + "a".repeat(201)).status()).isEqualTo(400);
  }

  @Test
  void aLinkIsNotUsedUpByABodyThatCannotBeUsed() {
    String link = link(invite("picky@example.com", "reader"));
    Browser browser = new Browser(service, "acme");
    assertThat(browser.accept(link, "", PASSWORD).body()).contains("#/name");
    assertThat(browser.accept(link, "Picky", "too short").body()).contains("#/password");
    assertThat(browser.accept(link, "a\\nb", PASSWORD).body()).contains("#/name");
    assertThat(browser.accept(link, "x".repeat(81), PASSWORD).body()).contains("#/name");
    assertThat(
            browser
                .accept(
                    link, "Picky \ud83d\ude00", "\u0000".repeat(10).replace("\u0000", "\\u0000"))
                .status())
        .isEqualTo(200);
    assertThat(
            new Browser(service, "acme").signIn("picky@example.com", "\\u0000".repeat(10)).status())
        .isEqualTo(200);
  }

  @Test
  void whoForgotThePasswordGetsALinkForADayThatEndsAllSessions() {
    Browser browser = service.join("acme", key, "forgot@example.com", "member", PASSWORD);
    String id = browser.get("/api/session").json().at("/user/id").asText();
    Reply reset = ask("POST", "/api/users/" + id + "/invitation", "{}");
    assertThat(reset.json().get("url").asText())
        .matches("https://acme\\.demo\\.localhost:8443/invitation\\?reset#inv_[\\w-]{54}");
    assertThat(Instant.parse(reset.json().get("expiresAt").asText()))
        .isBefore(Instant.now().plus(Duration.ofDays(1)).plusSeconds(60));
    assertThat(browser.get("/api/session").status()).isEqualTo(200);
    Browser anew = new Browser(service, "acme");
    Reply done = anew.accept(reset.json().get("url").asText(), "Mallory", "another horse");
    assertThat(done.json().at("/user/name").asText()).isEqualTo("Ada member");
    assertThat(browser.get("/api/session").status()).isEqualTo(401);
    assertThat(browser.signIn("forgot@example.com", PASSWORD).status()).isEqualTo(401);
  }

  @Test
  void somebodyWhoWasRemovedCannotJoin() {
    Reply invited = invite("removed@example.com", "member");
    assertThat(ask("DELETE", "/api/users/" + invited.json().get("id").asText(), "").status())
        .isEqualTo(204);
    gone(accept(link(invited)));
  }

  @Test
  void theTokenIsStoredAsAHash() {
    String token = link(invite("hash@example.com", "reader")).replaceAll(".*_", "");
    assertThat(
            installation.value("select string_agg(i::text, ' ') from " + schema + ".invitations i"))
        .doesNotContain(token);
  }

  private static Reply accept(String link) {
    return new Browser(service, "acme").accept(link, "Name", PASSWORD);
  }

  private static void gone(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(410);
    assertThat(reply.json().get("type").asText()).endsWith(":invitation-invalid");
  }

  private static String link(Reply invited) {
    return invited.json().at("/invitation/url").asText();
  }

  private static Reply invite(String email, String role) {
    return ask("POST", "/api/users", "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role));
  }

  private static Reply ask(String method, String path, String body) {
    return service.ask(method, path, "acme", key, body);
  }
}
