package com.genericcorp.hq.server.api;

import static com.genericcorp.hq.server.serve.TestService.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageApiTest {
  private static TestInstallation installation;
  private static TestService service;
  private static String acme;
  private static String globex;
  private static String used;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    acme = installation.createWithKey("acme").reveal();
    globex = installation.createWithKey("globex").reveal();
    used = installation.createWithKey("used").reveal();
    installation.asSuperuser(
        """
        insert into public.usage_hours
          select id, '2026-03-01 00:00Z'::timestamptz + n * interval '1 hour', n, 1, 0.5, 1000 - n
            from public.tenants, generate_series(0, 47) n where slug = 'used'
        """);
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void whatIsUsedIsToldWithinSecondsAndNobodyElses() {
    String agent = ask("POST", "/api/agents", "{\"name\":\"Priya\"}").json().get("id").asText();
    String path =
        ask(
                "POST",
                "/api/tasks",
                "{\"agentId\":\"%s\",\"title\":\"T\",\"simulation\":{\"seconds\":0.4,\"failures\":1}}"
                    .formatted(agent))
            .header("Location");
    await(
        "its end",
        Duration.ofSeconds(20),
        () -> ask("GET", path, "").json().get("status").asText().equals("succeeded"));
    // Refused for what they are, yet answered; strangers' are nobody's.
    ask("GET", "/api/agents/nothing", "");
    service.raw("GET /api/agents HTTP/1.1\r\nHost: acme.demo.localhost\r\n\r\n");
    await(
        "two runs",
        Duration.ofSeconds(5),
        () -> last(ask("GET", "/api/usage", "")).get("taskRuns").asInt() == 2);
    JsonNode today = last(ask("GET", "/api/usage", ""));
    assertThat(today.get("apiCalls").asInt()).isGreaterThan(4);
    assertThat(today.get("taskSeconds").asDouble()).isBetween(0.4, 5.0);
    await(
        "storage",
        Duration.ofSeconds(30),
        () -> last(ask("GET", "/api/usage", "")).get("storageBytes").asLong() > 50_000);
    JsonNode other = last(service.ask("GET", "/api/usage", "globex", globex, ""));
    assertThat(other.get("apiCalls").asInt()).isZero();
    assertThat(other.get("taskRuns").asInt()).isZero();
  }

  @Test
  void withoutParametersItIsThirtyDaysTheLastOfThemToday() {
    JsonNode usage = ask("GET", "/api/usage", "").json();
    assertThat(usage.get("by").asText()).isEqualTo("day");
    assertThat(usage.get("items")).hasSize(30);
    Instant tomorrow = Instant.now().truncatedTo(ChronoUnit.DAYS).plus(1, ChronoUnit.DAYS);
    assertThat(usage.get("to").asText()).isEqualTo(tomorrow.toString());
    assertThat(usage.get("from").asText())
        .isEqualTo(tomorrow.minus(30, ChronoUnit.DAYS).toString());
    assertThat(ask("GET", "/api/usage?by=hour", "").json().get("items")).hasSize(48);
  }

  @Test
  void daysAreSumsOfTheirHoursAndTheMostOfTheirStorage() {
    JsonNode items =
        history("?from=2026-02-28T00:00:00Z&to=2026-03-04T00:00:00Z").json().get("items");
    assertThat(items.toString())
        .isEqualTo(
            "[{\"from\":\"2026-02-28T00:00:00Z\",\"apiCalls\":0,\"taskRuns\":0,\"taskSeconds\":0.0,\"storageBytes\":0},"
                + "{\"from\":\"2026-03-01T00:00:00Z\",\"apiCalls\":276,\"taskRuns\":24,\"taskSeconds\":12.0,\"storageBytes\":1000},"
                + "{\"from\":\"2026-03-02T00:00:00Z\",\"apiCalls\":852,\"taskRuns\":24,\"taskSeconds\":12.0,\"storageBytes\":976},"
                + "{\"from\":\"2026-03-03T00:00:00Z\",\"apiCalls\":0,\"taskRuns\":0,\"taskSeconds\":0.0,\"storageBytes\":0}]");
  }

  @ParameterizedTest
  @CsvSource({
    "2026-03-01T05:30:00Z, 2026-03-01T06:00:00.001Z, 2026-03-01T05:00:00Z, 2026-03-01T07:00:00Z, 2",
    "2026-03-01T07:00:00%2B02:00, 2026-03-01T06:00:00Z, 2026-03-01T05:00:00Z, 2026-03-01T06:00:00Z, 1",
    "2026-03-01t05:00:00z, 2026-04-01t05:00:00z, 2026-03-01T05:00:00Z, 2026-04-01T05:00:00Z, 744",
  })
  void timesWithinAnHourMeanTheWholeHour(
      String from, String to, String first, String end, int items) {
    JsonNode usage = history("?by=hour&from=" + from + "&to=" + to).json();
    assertThat(usage.get("from").asText()).isEqualTo(first);
    assertThat(usage.get("to").asText()).isEqualTo(end);
    assertThat(usage.get("items")).hasSize(items);
    assertThat(usage.get("items").get(0).get("from").asText()).isEqualTo(first);
    assertThat(usage.get("items").get(0).get("apiCalls").asInt()).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "?by=week, ?by",
    "?by=, ?by",
    "?from=yesterday, ?from",
    "?from=, ?from",
    "?from=2026-03-01, ?from",
    "?from=2026-03-01T00:00Z, ?from",
    "?from=2026-02-30T00:00:00Z, ?from",
    "?from=%2B100000-01-01T00:00:00Z, ?from",
    "?from=2026-03-01T00:00:00%2B99:00, ?from",
    "?from=2026-03-01T00:00:00+02:00, ?from",
    "?to=2026-13-01T00:00:00Z, ?to",
    "?from=0001-01-01T00:00:00Z, ?from",
    "?from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z, ?from",
    "?from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z, ?from",
    "?from=2026-01-01T00:00:00Z&to=2027-02-06T00:00:00Z, ?from",
    "?by=hour&from=2026-03-01T00:00:00Z&to=2026-04-01T00:00:01Z, ?from",
    "?days=7, ?days",
    "?by=day&by=day, ?by",
  })
  void whatCannotBeMeantIs400AndNamesThePart(String query, String pointer) {
    Reply reply = history(query);
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().get("errors").get(0).get("pointer").asText()).isEqualTo(pointer);
  }

  @ParameterizedTest
  @CsvSource({"0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "0000-01-01T00:00:00-18:00"})
  void timesAtTheEndsOfTheCalendarDoNoHarm(String to) {
    Reply reply = history("?to=" + to);
    assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    assertThat(reply.json().get("items")).hasSize(30);
  }

  private static JsonNode last(Reply reply) {
    JsonNode items = reply.json().get("items");
    return items.get(items.size() - 1);
  }

  private static Reply history(String query) {
    return service.ask("GET", "/api/usage" + query, "used", used, "");
  }

  private static Reply ask(String method, String path, String body) {
    return service.ask(method, path, "acme", acme, body);
  }
}
