package com.genericcorp.hq.server.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.tenancy.ApiKey;
import com.genericcorp.hq.server.tenancy.Slug;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Requests that have the database asked for organisations, keys and sessions that are not there.
 */
@Tag("slow")
class AskingTest extends LimitsFixture {
  private static final int MANY = 1_000;

  @Test
  void badKeysAreRefusedAfterTheLimitAndCostNoMoreQueries() {
    organisation("guessed", "free");
    Tenant tenant = installation.tenantAdministration.find(new Slug("guessed")).orElseThrow();
    isBounded(
        401,
        one ->
            get("guessed", "/api/agents", ApiKey.generate(tenant.id()).reveal(), "203.0.113.10"));
    // Who is known, and not asked for, is not counted by address.
    assertThat(get("guessed", "/api/agents", key("guessed"), "203.0.113.11").status())
        .isEqualTo(200);
    assertThat(get("guessed", "/api/agents", key("guessed"), "203.0.113.10").status())
        .isEqualTo(200);
  }

  @Test
  void soAreRandomHostsThatAskForThePagesConfiguration() {
    isBounded(200, one -> get("nobody-" + one, "/config.json", "", "203.0.113.20"));
    organisation("somebody", "free");
    assertThat(get("somebody", "/config.json", "", "203.0.113.21").status()).isEqualTo(200);
    assertThat(get("somebody", "/config.json", "", "203.0.113.20").status()).isEqualTo(200);
  }

  @Test
  void anOrganisationThatWasJustMadeIsSeenAtOnce() {
    String address = "203.0.113.30";
    assertThat(get("newcomer", "/api/agents", "", address).status()).isEqualTo(404);
    assertThat(get("newcomer", "/config.json", "", address).json().get("organization").isNull())
        .isTrue();
    organisation("newcomer", "free");
    assertThat(get("newcomer", "/api/agents", key("newcomer"), address).status()).isEqualTo(200);
    assertThat(
            get("newcomer", "/config.json", "", address).json().at("/organization/slug").asText())
        .isEqualTo("newcomer");
  }

  /** Many requests: as many as a minute's are answered, and no others reach the database. */
  private static void isBounded(int answered, IntFunction<Reply> request) {
    long start = System.nanoTime();
    double before = connectionsTaken();
    List<Integer> statuses = new ArrayList<>();
    for (int one = 0; one < MANY; one++) {
      Reply reply = request.apply(one);
      statuses.add(reply.status());
      if (reply.status() == 429) {
        assertThat(reply.json().get("type").asText()).endsWith(":limit-address");
        assertThat(Integer.parseInt(reply.header("Retry-After"))).isPositive();
      }
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    assertThat(statuses).containsOnly(answered, 429);
    assertThat(statuses.subList(0, 100)).containsOnly(answered);
    long let = statuses.stream().filter(status -> status == answered).count();
    assertThat(let).isLessThanOrEqualTo((long) (101 + seconds * 100 / 60));
    // Up to two readings for a request, and what the server itself asks for meanwhile.
    assertThat(connectionsTaken() - before)
        .as("connections for %d answers in %.1f s", let, seconds)
        .isBetween(100.0, 2 * let + 100 + 20 * seconds);
  }

  /** How often a connection was taken from the pools of requests. */
  private static double connectionsTaken() {
    return RawHttp.exchange(
            service.service.managementPort(), "GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n")
        .body()
        .lines()
        .filter(line -> line.startsWith("hikaricp_connections_acquire_seconds_count"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static Reply get(String slug, String path, String key, String address) {
    Optional<String> sent = Optional.of(key).filter(text -> !text.isEmpty());
    String request = RawHttp.request("GET", path, slug + ".demo.localhost", sent, "");
    return service.raw(with(request, "X-Forwarded-For: " + address));
  }
}
