package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Claims of who is addressed and who asks: host, header, key, session and token, all mixtures. */
class ClaimsTest {
  private final Ground ground = Ground.shared();

  @AfterAll
  static void rest() {
    Ground.rest();
  }

  /** What a request shows of its sender; null where that is not sent. */
  private record Mixture(Tenant host, Tenant header, Tenant key, Tenant session, Tenant token) {
    /** Whose the answer may be: everything that is believed agrees, and somebody is shown. */
    Optional<Tenant> allowed() {
      Set<Tenant> claims = new HashSet<>();
      Stream.of(host, header).filter(claim -> claim != null).forEach(claims::add);
      // With a key, cookies are not looked at.
      Stream.of(key, key == null ? session : null, key == null ? token : null)
          .filter(claim -> claim != null)
          .forEach(claims::add);
      boolean shown = key != null || session != null || token != null;
      return shown && claims.size() == 1 ? claims.stream().findFirst() : Optional.empty();
    }

    Http request(Ground ground) {
      Http request = Http.to(ground);
      if (host != null) {
        request.at(host);
      }
      if (header != null) {
        request.named(header.slug());
      }
      if (key != null) {
        request.key(key);
      }
      return request.cookies(
          session == null ? null : ground.browser(session),
          token == null ? null : ground.browser(token));
    }

    @Override
    public String toString() {
      List<String> words = new ArrayList<>();
      for (Tenant claim : new Tenant[] {host, header, key, session, token}) {
        words.add(claim == null ? "-" : claim.slug());
      }
      return "host %s, header %s, key %s, session %s, token %s".formatted(words.toArray());
    }
  }

  @Test
  void everyMixtureOfClaimsIsOneOrganisationsOrRefused() {
    Tenant[] claims = {null, ground.acme, ground.globex};
    int tried = 0;
    for (Tenant host : claims) {
      for (Tenant header : claims) {
        for (Tenant key : claims) {
          for (Tenant session : claims) {
            for (Tenant token : claims) {
              check(new Mixture(host, header, key, session, token));
              tried++;
            }
          }
        }
      }
    }
    assertThat(tried).isEqualTo(243);
  }

  private void check(Mixture mixture) {
    Reply reply = mixture.request(ground).get("/api/organization");
    Optional<Tenant> allowed = mixture.allowed();
    assertThat(reply.status() == 200).as(mixture + ": " + reply).isEqualTo(allowed.isPresent());
    for (Tenant tenant : List.of(ground.acme, ground.globex)) {
      if (allowed.filter(tenant::equals).isEmpty()) {
        assertThat(reply.body() + reply.headers())
            .as(mixture.toString())
            .doesNotContain(Ground.mark(tenant))
            .doesNotContain(tenant.id());
      }
    }
  }

  @Test
  void aKeyWithAnotherOrganisationsIdOpensNothing() {
    String key = ground.keys.get("acme");
    assertThat(Http.to(ground).at("acme").key(key).get("/api/agents").status()).isEqualTo(200);
    String forged = key.replace(ground.acme.id(), ground.globex.id());
    for (String host : List.of("globex", "acme")) {
      Reply reply = Http.to(ground).at(host).key(forged).get("/api/agents");
      assertThat(reply.status()).as(reply.body()).isEqualTo(401);
    }
    assertThat(Http.to(ground).key(forged).get("/api/agents").status()).isEqualTo(401);
  }

  @Test
  void aSessionWithAnotherOrganisationsIdOpensNothing() {
    String[] own = ground.browser(ground.acme).cookies.get(Browser.SESSION).split("\\.");
    String[] theirs = ground.browser(ground.globex).cookies.get(Browser.SESSION).split("\\.");
    for (String forged :
        List.of(
            theirs[0] + "." + own[1] + "." + own[2],
            theirs[0] + "." + theirs[1] + "." + own[2],
            own[0] + "." + theirs[1] + "." + theirs[2],
            own[0] + "." + theirs[1] + "." + own[2])) {
      for (String host : List.of("acme", "globex")) {
        Reply reply =
            Http.to(ground)
                .at(host)
                .header("Cookie", Browser.SESSION + "=" + forged)
                .get("/api/agents");
        assertThat(reply.status()).as(reply.body()).isIn(401, 403);
      }
    }
  }

  @Test
  void aTokenThatNobodyOfOursSignedOpensNothing() {
    String[] own = ground.browser(ground.acme).cookies.get(Browser.TOKEN).split("\\.");
    String session = ground.browser(ground.globex).cookies.get(Browser.SESSION).split("\\.")[1];
    String claims =
        Base64Text.decode(own[1])
            .replace(ground.acme.id(), ground.globex.id())
            .replaceFirst("\"sid\":\"[^\"]*\"", "\"sid\":\"" + session + "\"");
    for (String forged :
        List.of(
            own[0] + "." + Base64Text.encode(claims) + "." + own[2],
            Base64Text.encode("{\"alg\":\"none\"}") + "." + Base64Text.encode(claims) + ".")) {
      for (String host : List.of("globex." + TestService.HOST, TestService.HOST)) {
        Reply reply =
            Http.to(ground)
                .host(host)
                .header("Cookie", Browser.TOKEN + "=" + forged)
                .get("/api/organization");
        assertThat(reply.status()).as(reply.body()).isEqualTo(401);
      }
    }
  }

  @Test
  void aPersonSignsInWhereThePersonBelongsAlone() {
    String email = emailOf(ground.acme);
    // The organisation at a host is remembered: acme's must not be taken for another's.
    assertThat(signIn("acme", email).status()).isEqualTo(200);
    assertThat(signIn("globex", email).status()).isEqualTo(401);
    assertThat(signIn("acme", email).status()).isEqualTo(200);
  }

  private String emailOf(Tenant tenant) {
    return ground.browser(tenant).get("/api/session").json().at("/user/email").asText();
  }

  private Reply signIn(String slug, String email) {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, Ground.PASSWORD);
    return Http.to(ground).at(slug).send("POST", "/api/session", body);
  }

  @Test
  void aNameThatCannotBeOneIsRefusedBeforeAnythingIsLookedUp() {
    for (String name :
        List.of(
            "ACME",
            "acme'--",
            "acme' or '1'='1",
            "acme.globex",
            "tenant_" + ground.globex.id(),
            "public.tenants",
            "a--b",
            "acme/../globex",
            "%61cme")) {
      assertThat(Http.to(ground).named(name).get("/api/organization").status())
          .as(name)
          .isEqualTo(400);
    }
  }

  @Test
  void anotherOrganisationsPageChangesNothing() {
    Browser browser = ground.browser(ground.acme);
    for (String origin :
        List.of(
            "https://globex.demo.localhost:8443",
            "https://demo.localhost:8443",
            "https://evil.example",
            "null")) {
      Reply reply =
          changing(browser).header("Origin", origin).header("X-CSRF-Token", browser.csrf()).agent();
      assertThat(reply.status()).as(origin).isEqualTo(403);
    }
  }

  @Test
  void withoutItsOwnCsrfTokenASessionChangesNothing() {
    Browser browser = ground.browser(ground.acme);
    String theirs = ground.browser(ground.globex).csrf();
    assertThat(changing(browser).agent().status()).isEqualTo(403);
    assertThat(changing(browser).header("X-CSRF-Token", theirs).agent().status()).isEqualTo(403);
  }

  /** Makes an agent as somebody who is signed in. */
  private Changing changing(Browser browser) {
    return new Changing(Http.to(ground).at("acme").cookies(browser, browser));
  }

  private record Changing(Http http) {
    Changing header(String name, String value) {
      http.header(name, value);
      return this;
    }

    Reply agent() {
      return http.send("POST", "/api/agents", "{\"name\":\"" + Ground.freshName() + "\"}");
    }
  }
}
