package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members and their roles; each test has an organisation of its own. */
class UsersApiTest {
  private static final String PASSWORD = "correct horse battery";

  private static TestInstallation installation;
  private static TestService service;
  private static int organisations;

  private String slug;
  private String key;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @BeforeEach
  void organisation() {
    slug = "team-" + ++organisations;
    key = installation.createWithKey(slug).reveal();
  }

  @Test
  void membersAreListedInPartsNewestFirst() {
    List<String> made = new ArrayList<>();
    for (int one = 0; one < 5; one++) {
      made.add(0, invite("u" + one + "@example.com", "reader").json().get("id").asText());
    }
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode part = ask("GET", "/api/users?limit=2" + cursor, "").json();
      part.get("items").forEach(user -> seen.add(user.get("id").asText()));
      assertThat(part.toString()).doesNotContain("inv_").doesNotContain("invitation");
      cursor = part.get("next").isNull() ? "" : "&cursor=" + part.get("next").asText();
    } while (!cursor.isEmpty());
    assertThat(seen).isEqualTo(made);
  }

  @Test
  void anAddressBelongsToOneMemberHoweverItIsWritten() {
    assertThat(invite("Ada@Example.com", "reader").status()).isEqualTo(201);
    Reply again = invite("aDA@example.COM", "owner");
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().get("type").asText()).endsWith(":user-exists");
    List<Integer> statuses =
        Stream.of("b@example.com", "B@example.com", "b@EXAMPLE.com")
            .parallel()
            .map(email -> invite(email, "reader").status())
            .toList();
    assertThat(Collections.frequency(statuses, 201)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"email\":\"a@b\"}",
        "{\"email\":\"a@b\",\"role\":\"admin\"}",
        "{\"email\":\"a@b\",\"role\":null}",
        "{\"email\":\"a@b\",\"role\":1}",
        "{\"role\":\"owner\"}",
        "{\"email\":\"\",\"role\":\"owner\"}",
        "{\"email\":\"no address\",\"role\":\"owner\"}",
        "{\"email\":\"a@b\\r\\nBcc: c@d\",\"role\":\"owner\"}",
        "{\"email\":\"a@b\\u0000\",\"role\":\"owner\"}",
        "{\"email\":\"jos\u00e9@example.com\",\"role\":\"owner\"}",
        "{\"email\":\"a@b\",\"role\":\"owner\",\"name\":\"x\"}"
      })
  void whatIsNoInvitationIsRefused(String body) {
    Reply reply = ask("POST", "/api/users", body);
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(ask("GET", "/api/users", "").json().get("items")).isEmpty();
  }

  @Test
  void peopleAreOwnersAffair() {
    Browser owner = join("owner");
    Browser member = join("member");
    Browser reader = join("reader");
    String id = id(reader);
    for (Browser other : List.of(member, reader)) {
      assertThat(other.get("/api/users").status()).isEqualTo(200);
      assertThat(other.get("/api/users/" + id).status()).isEqualTo(200);
      assertThat(other.get("/api/keys").status()).isEqualTo(403);
      String invitation = "{\"email\":\"x@y\",\"role\":\"reader\"}";
      notAllowed(other.change("POST", "/api/users", invitation));
      notAllowed(other.change("POST", "/api/users/" + id + "/invitation", "{}"));
      notAllowed(other.change("PATCH", "/api/users/" + id, "{\"role\":\"owner\"}"));
      notAllowed(other.change("DELETE", "/api/users/" + id, ""));
      notAllowed(other.change("POST", "/api/keys", "{\"name\":\"x\",\"role\":\"owner\"}"));
      notAllowed(other.change("DELETE", "/api/keys/" + UUID.randomUUID(), ""));
    }
    assertThat(owner.change("PATCH", "/api/users/" + id, "{\"role\":\"member\"}").status())
        .isEqualTo(200);
    await(
        "the new role",
        Duration.ofSeconds(3),
        () -> reader.get("/api/session").json().path("role").asText().equals("member"));
  }

  @Test
  void whoIsRemovedOrMayLessIsSignedOutAtOnce() {
    join("owner");
    Browser removed = join("member");
    Browser demoted = join("owner");
    assertThat(ask("DELETE", "/api/users/" + id(removed), "").status()).isEqualTo(204);
    assertThat(removed.get("/api/session").status()).isEqualTo(401);
    Reply less = ask("PATCH", "/api/users/" + id(demoted), "{\"role\":\"member\"}");
    assertThat(less.json().get("role").asText()).isEqualTo("member");
    assertThat(demoted.get("/api/users").status()).isEqualTo(401);
  }

  @Test
  void theLastOwnerStays() {
    Browser owner = join("owner");
    String path = "/api/users/" + id(owner);
    lastOwner(owner.change("PATCH", path, "{\"role\":\"reader\"}"));
    lastOwner(owner.change("DELETE", path, ""));
    // Somebody who has not joined yet may never do so.
    String invited = invite("second@example.com", "owner").json().get("id").asText();
    lastOwner(owner.change("DELETE", path, ""));
    assertThat(ask("DELETE", "/api/users/" + invited, "").status()).isEqualTo(204);
    assertThat(ask("PATCH", path, "{\"role\":\"owner\"}").status()).isEqualTo(200);
    assertThat(owner.get("/api/session").status()).isEqualTo(200);
  }

  @Test
  void ownersWhoRemoveEachOtherAtOnceLeaveOne() {
    List<String> owners = new ArrayList<>(List.of(id(join("owner"))));
    for (int round = 0; round < 4; round++) {
      owners.add(id(join("owner")));
      owners.add(id(join("owner")));
      List<Integer> statuses =
          owners.parallelStream()
              .map(
                  id ->
                      owners.indexOf(id) % 2 == 0
                          ? ask("DELETE", "/api/users/" + id, "")
                          : ask("PATCH", "/api/users/" + id, "{\"role\":\"reader\"}"))
              .map(Reply::status)
              .toList();
      assertThat(Collections.frequency(statuses, 409)).as(statuses.toString()).isEqualTo(1);
      owners.clear();
      ask("GET", "/api/users?limit=100", "")
          .json()
          .get("items")
          .forEach(
              user -> {
                if (user.get("role").asText().equals("owner")) {
                  owners.add(user.get("id").asText());
                }
              });
      assertThat(owners).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "00000000-0000-0000-0000-000000000000", "%27", "1"})
  void anIdOfNobodyIs404(String id) {
    assertThat(ask("GET", "/api/users/" + id, "").status()).isEqualTo(404);
    assertThat(ask("PATCH", "/api/users/" + id, "{\"role\":\"owner\"}").status()).isEqualTo(404);
    assertThat(ask("DELETE", "/api/users/" + id, "").status()).isEqualTo(404);
    assertThat(ask("POST", "/api/users/" + id + "/invitation", "{}").status()).isEqualTo(404);
  }

  @Test
  void anotherOrganisationsPeopleAreNobodyHere() {
    String other = "other-" + slug;
    String otherKey = installation.createWithKey(other).reveal();
    String id = id(service.join(other, otherKey, "a@example.com", "owner", PASSWORD));
    assertThat(ask("GET", "/api/users/" + id, "").status()).isEqualTo(404);
    assertThat(ask("DELETE", "/api/users/" + id, "").status()).isEqualTo(404);
    assertThat(ask("GET", "/api/users", "").body()).doesNotContain(id);
  }

  private int joined;

  private Browser join(String role) {
    return service.join(slug, key, role + ++joined + "@example.com", role, PASSWORD);
  }

  private String id(Browser browser) {
    return browser.get("/api/session").json().at("/user/id").asText();
  }

  private Reply invite(String email, String role) {
    return ask("POST", "/api/users", "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role));
  }

  private Reply ask(String method, String path, String body) {
    return service.ask(method, path, slug, key, body);
  }

  private static void notAllowed(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(403);
    assertThat(reply.json().get("type").asText()).endsWith(":not-allowed");
  }

  private static void lastOwner(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(409);
    assertThat(reply.json().get("type").asText()).endsWith(":last-owner");
  }
}
