package com.genericcorp.hq.server.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.server.TestInstallation;
import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.serve.TestService;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that cannot be used: each is a 400 that names every fault. */
class BadInputTest {
  private static TestInstallation installation;
  private static TestService service;
  private static String key;

  @BeforeAll
  static void start() {
    installation = TestInstallation.migrated();
    key = installation.createWithKey("acme").reveal();
    service = TestService.start(installation);
  }

  @AfterAll
  static void stop() {
    service.close();
    installation.close();
  }

  @Test
  void everyFaultIsNamedAtOnce() {
    String body =
        "{\"agentId\":7,\"titel\":\"x\",\"simulation\":{\"seconds\":601,\"failures\":\"2\",\"x\":1}}";
    assertThat(faults(post("/api/tasks", body)))
        .containsOnlyKeys(
            "#/agentId",
            "#/title",
            "#/titel",
            "#/simulation/seconds",
            "#/simulation/failures",
            "#/simulation/x")
        .containsEntry("#/title", "is missing")
        .containsEntry("#/simulation/seconds", "must be a number from 0 to 600");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{",
        "[]",
        "null",
        "\"name\"",
        "7",
        "{\"name\":\"a\"} {}",
        "{\"name\":\"a\",}",
        "{'name':'a'}",
        "{\"name\":\"a\"}x",
        "{\"name\":NaN}",
        "{\"name\":\"a\" /* comment */}",
        "{\"name\":\"a\",\"name\":\"b\"}",
        "{\"name\":\"tab\tinside\"}",
        "{\"name\":\"\\x41\"}",
        "{\"name\":01}"
      })
  void whatIsNoJsonObjectIsAFaultOfTheWhole(String body) {
    assertThat(faults(post("/api/agents", body))).containsOnlyKeys("#");
  }

  @Test
  void anAnswerIsNotFarLargerThanItsRequest() {
    String fields =
        IntStream.range(0, 6_000).mapToObj(one -> "\"f" + one + "\":1").collect(joining(","));
    Reply reply = post("/api/agents", "{" + fields + "}");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().get("errors")).hasSize(50);
  }

  @Test
  void aFieldThatComesTwiceIsNamed() {
    assertThat(faults(post("/api/agents", "{\"name\":\"a\",\"name\":\"b\"}")).get("#"))
        .contains("twice")
        .contains("name");
  }

  @Test
  void deepNestingIsRefused() {
    String deep = "{\"simulation\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}";
    assertThat(faults(post("/api/tasks", deep)).get("#")).contains("nested");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"name\":null}                 | is missing",
        "{}                              | is missing",
        "{\"name\":\"\"}                 | empty",
        "{\"name\":\"  \"}               | blank",
        "{\"name\":\"\\u00a0\\u2003\\u200b\"} | blank",
        "{\"name\":7}                    | must be a string",
        "{\"name\":[\"a\"]}              | must be a string",
        "{\"name\":{\"a\":1}}            | must be a string",
        "{\"name\":true}                 | must be a string",
        "{\"name\":\"a\\u0000b\"}        | control characters",
        "{\"name\":\"a\\nb\"}            | one line",
        "{\"name\":\"a\\u0007b\"}        | control characters",
        "{\"name\":\"a\\u2028b\"}        | one line",
        "{\"name\":\"a\\ud800b\"}        | half a surrogate pair",
        "{\"name\":\"\\udc00\"}          | half a surrogate pair",
      })
  void aNameThatIsNoneSaysWhy(String body, String reason) {
    Reply reply = post("/api/agents", body);
    assertThat(faults(reply)).containsOnlyKeys("#/name");
    assertThat(faults(reply).get("#/name")).contains(reason);
  }

  @Test
  void lengthsAreCountedInCharacters() {
    String name = "\ud83d\ude42".repeat(80);
    assertThat(post("/api/agents", "{\"name\":\"" + name + "\"}").status()).isEqualTo(201);
    assertThat(faults(post("/api/agents", "{\"name\":\"" + name + "x\"}")).get("#/name"))
        .isEqualTo("has 81 characters, 80 are allowed");
    assertThat(
            faults(
                post(
                    "/api/agents",
                    "{\"name\":\"long\",\"description\":\"" + "d".repeat(501) + "\"}")))
        .containsOnlyKeys("#/description");
  }

  @Test
  void nulAndHalfPairsNeverReachTheDatabase() {
    assertThat(faults(post("/api/agents", "{\"name\":\"a\",\"description\":\"x\\u0000\"}")))
        .containsOnlyKeys("#/description");
    assertThat(faults(post("/api/agents", "{\"name\":\"a\",\"description\":\"x\\udfff\"}")))
        .containsOnlyKeys("#/description");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"-1", "11", "1.5", "1.1e1", "\"1\"", "true", "99999999999999999999", "[]"})
  void aWholeNumberThatIsNoneIsRefused(String failures) {
    assertThat(faults(post("/api/tasks", "{\"simulation\":{\"failures\":" + failures + "}}")))
        .containsKey("#/simulation/failures");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0.1", "600.1", "1e9", "1e999", "-1e999", "\"0.1\"", "{}"})
  void aNumberOutOfBoundsIsRefused(String seconds) {
    assertThat(faults(post("/api/tasks", "{\"simulation\":{\"seconds\":" + seconds + "}}")))
        .containsKey("#/simulation/seconds");
  }

  @Test
  void aNumberWithEndlessDigitsIsNotEvenRead() {
    assertThat(
            faults(post("/api/tasks", "{\"simulation\":{\"seconds\":" + "9".repeat(60_000) + "}}")))
        .containsOnlyKeys("#");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "[]", "\"x\"", "true"})
  void aSimulationThatIsNoObjectIsRefused(String simulation) {
    assertThat(faults(post("/api/tasks", "{\"simulation\":" + simulation + "}")))
        .containsEntry("#/simulation", "must be an object");
  }

  @Test
  void anUnknownFieldsNameIsShownButCannotDoAnything() {
    String name = "\\ud800</script>\\n" + "y".repeat(5_000);
    Reply reply = post("/api/agents", "{\"name\":\"a\",\"" + name + "\":1}");
    assertThat(faults(reply)).hasSize(1);
    assertThat(reply.body()).hasSizeLessThan(1_000);
  }

  @Test
  void malformedUtf8IsRefused() {
    Reply reply =
        service.raw(
            "POST /api/agents HTTP/1.1\r\nHost: acme.demo.localhost\r\nAuthorization: Bearer "
                + key
                + "\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n"
                + "{\"name\":\"\u00c3\"}");
    assertThat(faults(reply).get("#")).contains("UTF-8");
  }

  @Test
  void otherUnicodeEncodingsAreRefused() {
    String utf16 = "\u00fe\u00ff\0{\0}";
    assertThat(faults(typed("application/json", utf16)).get("#")).contains("UTF-8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=iso-8859-1",
        "application/jsonx",
        "application/problem+json",
        "",
        ";"
      })
  void anotherContentTypeIs415(String type) {
    Reply reply = typed(type, "{\"name\":\"typed\"}");
    assertThat(reply.status()).as(reply.body()).isEqualTo(415);
    assertThat(reply.header("Accept")).isEqualTo("application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "application/json",
        "Application/JSON; charset=UTF-8",
        "application/json;charset=\"utf-8\""
      })
  void jsonMaySayThatItIsUtf8(String type) {
    assertThat(typed(type, "{\"name\":\"" + type.hashCode() + "\"}").status()).isEqualTo(201);
  }

  @Test
  void aNameThatIsTakenIs409() {
    post("/api/agents", "{\"name\":\"Twice\"}");
    Reply reply = post("/api/agents", "{\"name\":\"Twice\"}");
    assertThat(reply.status()).isEqualTo(409);
    assertThat(reply.json().get("type").asText()).endsWith(":agent-exists");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'; drop table agents; --",
        "\\\"quoted\\\"",
        "<script>alert(1)</script>",
        "${jndi:ldap://x}",
        "%s%n",
        "\u202eevil",
        "\u4e2d\u6587 \u0627\u0644\u0639\u0631\u0628\u064a\u0629"
      })
  void anyOtherTextIsKeptAsItIs(String name) {
    Reply created = post("/api/agents", "{\"name\":\"" + name + "\"}");
    assertThat(created.status()).as(created.body()).isEqualTo(201);
    assertThat(created.json().get("name").asText()).isEqualTo(name.replace("\\\"", "\""));
    assertThat(service.ask("GET", created.header("Location"), "acme", key, "").json())
        .isEqualTo(created.json());
  }

  @Test
  void answersTellNothingOfOurInsides() {
    for (String body : List.of("{", "{\"name\":{}}", "{\"name\":\"a\",\"name\":\"a\"}")) {
      assertThat(post("/api/agents", body).body())
          .doesNotContainIgnoringCase("jackson")
          .doesNotContainIgnoringCase("exception")
          .doesNotContain("com.")
          .doesNotContain("java");
    }
  }

  private static Reply post(String path, String body) {
    return body.isEmpty()
        ? typed("application/json", "")
        : service.ask("POST", path, "acme", key, body);
  }

  private static Reply typed(String type, String body) {
    return service.raw(
        "POST /api/agents HTTP/1.1\r\nHost: acme.demo.localhost\r\nAuthorization: Bearer "
            + key
            + (type.isEmpty() ? "" : "\r\nContent-Type: " + type)
            + "\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  private static Map<String, String> faults(Reply reply) {
    assertThat(reply.status()).as(reply.body()).isEqualTo(400);
    assertThat(reply.json().get("type").asText()).isEqualTo("urn:agenthq:problem:invalid-request");
    Map<String, String> faults = new TreeMap<>();
    for (JsonNode fault : reply.json().get("errors")) {
      faults.put(fault.get("pointer").asText(), fault.get("detail").asText());
    }
    return faults;
  }
}
