package com.genericcorp.hq.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.Browser;
import com.genericcorp.hq.server.serve.TestService;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Guesses at passwords; how long each pause is stands in {@code GuessesTest}. */
class GuessingTest {
  private static final String PASSWORD = "correct horse battery";
  private static final String EMAIL = "ada@example.com";

  private static TestInstallation installation;
  private static TestService service;
  private static Browser ada;
  private static String key;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    service = TestService.start(installation);
    ada = service.join("acme", key, EMAIL, "owner", PASSWORD);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void guessesAreSlowedByAddressAndTheAccountIsOpenToOthers() {
    List<Integer> statuses =
        IntStream.range(0, 8)
            .mapToObj(one -> from("203.0.113.1").signIn(EMAIL, "guess" + one))
            .map(Reply::status)
            .toList();
    assertThat(statuses.subList(0, 5)).containsOnly(401);
    Reply slowed = slowed("203.0.113.1");
    assertThat(Integer.parseInt(slowed.header("Retry-After"))).isBetween(1, 60);
    // The right password, too, has to wait there; it works from elsewhere at once.
    assertThat(from("203.0.113.2").signIn(EMAIL, PASSWORD).status()).isEqualTo(200);
    assertThat(ada.get("/api/session").status()).isEqualTo(200);
  }

  private static Reply slowed(String address) {
    for (int one = 0; one < 8; one++) {
      Reply reply = from(address).signIn(EMAIL, PASSWORD + one);
      if (reply.status() == 429) {
        assertThat(reply.json().get("type").asText()).endsWith(":sign-in-slowed");
        assertThat(reply.json().get("limit").toString())
            .isEqualTo(
                "{\"name\":\"signIns\",\"tier\":null,\"allowed\":5,"
                    + "\"nextTier\":null,\"nextAllowed\":null}");
        return reply;
      }
    }
    throw new AssertionError("never slowed");
  }

  @Test
  void manyGuessesAtOnceAreNoWayAround() {
    List<Integer> statuses =
        IntStream.range(0, 30)
            .parallel()
            .mapToObj(one -> from("203.0.113.3").signIn(EMAIL, "guess" + one).status())
            .toList();
    assertThat(statuses).doesNotContain(200, 500);
    assertThat(Collections.frequency(statuses, 401)).isLessThanOrEqualTo(8);
    assertThat(Collections.frequency(statuses, 429)).isGreaterThanOrEqualTo(20);
  }

  @Test
  void oneNetworkOfIpv6IsOneGuesser() {
    IntStream.range(0, 5)
        .forEach(one -> from("2001:db8::" + (one + 1)).signIn(EMAIL, "guess" + one));
    int before = from("2001:db8::ffff").signIn(EMAIL, "guess").status();
    int next = from("2001:db8:0:0:7::1").signIn(EMAIL, "guess").status();
    assertThat(List.of(before, next)).contains(429);
    assertThat(from("2001:db8:0:1::1").signIn(EMAIL, PASSWORD).status()).isEqualTo(200);
  }

  @Test
  void guessesAtOnesOwnPasswordCountAlike() {
    Browser stolen = from("203.0.113.9");
    stolen.signIn(EMAIL, PASSWORD);
    List<Integer> statuses =
        IntStream.range(0, 7)
            .mapToObj(
                one ->
                    stolen.change(
                        "POST",
                        "/api/session/password",
                        "{\"currentPassword\":\"guess%d\",\"newPassword\":\"0123456789\"}"
                            .formatted(one)))
            .map(Reply::status)
            .toList();
    assertThat(statuses).contains(429).doesNotContain(204);
  }

  private static Browser from(String address) {
    return new Browser(service, "acme." + TestService.HOST, address);
  }

  @Test
  void changingOnesPasswordOverAndOverIsSlowedAndNobodyElsesSignInIs() {
    String email = "busy@example.com";
    Browser busy = service.join("acme", key, email, "member", PASSWORD);
    String change = "{\"currentPassword\": \"%1$s\", \"newPassword\": \"%1$s\"}";
    List<Reply> replies =
        IntStream.range(0, 8)
            .mapToObj(
                one -> busy.change("POST", "/api/session/password", change.formatted(PASSWORD)))
            .toList();
    List<Integer> statuses = replies.stream().map(Reply::status).toList();
    assertThat(statuses.subList(0, 5)).containsOnly(204);
    assertThat(replies)
        .filteredOn(reply -> reply.status() == 429)
        .allSatisfy(
            reply ->
                assertThat(reply.json().at("/limit/name").asText()).isEqualTo("passwordChanges"));
    assertThat(statuses).contains(429).doesNotContain(503);
    assertThat(from("203.0.113.77").signIn(email, PASSWORD).status()).isEqualTo(200);
  }
}
