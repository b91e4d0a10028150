package com.genericcorp.hq.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.metrics.HttpMetrics;
import com.genericcorp.hq.server.metrics.TenantMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself: methods, paths, headers, connections. */
class ProtocolTest extends RoutesFixture {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /hello",
        "GET /nothing",
        "PUT /hello",
        "GET /fails",
        "BREW /hello",
        "GET /%00"
      })
  void everyAnswerHasTheSecurityHeaders(String request) {
    secured(send(request + HOST + "\r\n"));
  }

  @Test
  void evenAnswersToGarbageHaveTheSecurityHeaders() {
    secured(send("\u0016\u0003\u0001 garbage\r\n\r\n"));
  }

  private static void secured(Reply reply) {
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(reply.header("Content-Security-Policy"))
        .contains("default-src 'none'")
        .contains("frame-ancestors 'none'");
    assertThat(reply.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    assertThat(reply.header("Permissions-Policy")).contains("camera=()");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Strict-Transport-Security"))
        .isEqualTo("max-age=31536000; includeSubDomains");
    assertThat(reply.header("X-Request-Id")).isNotEmpty();
    assertThat(reply.headers()).doesNotContainKey("server").doesNotContainKey("x-powered-by");
  }

  @Test
  void anAnswerToHeadIsThatToGetWithoutItsBody() {
    Reply get = send("GET /hello" + HOST + "\r\n");
    Reply head = send("HEAD /hello" + HOST + "\r\n");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT /hello | GET, HEAD",
        "POST /hello | GET, HEAD",
        "OPTIONS /hello | GET, HEAD",
        "TRACE /hello | GET, HEAD",
        "BREW /hello | GET, HEAD",
        "GET /things | POST",
        "DELETE /things/7 | GET, HEAD",
        "BEFORE /hello | GET, HEAD"
      })
  void anotherMethodIs405AndSaysWhichOnesThereAre(String request, String allow) {
    Reply reply = send(request + HOST + "\r\n");
    assertThat(reply.status()).isEqualTo(405);
    assertThat(reply.header("Allow")).isEqualTo(allow);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void noHeaderTurnsAMethodIntoAnother() {
    Reply reply =
        send(
            "GET /things"
                + HOST
                + "X-HTTP-Method-Override: POST\r\nX-Method-Override: POST\r\n\r\n");
    assertThat(reply.status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/nothing",
        "/hello/",
        "//hello",
        "/HELLO",
        "/hello;x=y",
        "/./hello",
        "/things/../hello",
        "/things/%2e%2e/hello",
        "/things/..;/hello",
        "/%68ello",
        "/hello%00",
        "/hello%2f",
        "/things/a/b",
        "/things//",
        "/metrics",
        "/actuator",
        "/.git/config",
        "/WEB-INF/web.xml",
        "*"
      })
  void aPathIsTheOneThatIsWrittenOrNone(String path) {
    Reply reply = send("GET " + path + HOST + "\r\n");
    assertThat(reply.status()).as(path).isIn(400, 404);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void aFaultOfOursTellsNothingOfOurInsides() {
    Reply reply = send("GET /fails" + HOST + "\r\n");
    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.body()).doesNotContain("secret").doesNotContain("Exception");
    assertThat(reply.json().get("requestId").asText()).isEqualTo(reply.header("X-Request-Id"));
  }

  @ParameterizedTest
  @CsvSource({
    "0123456789abcdef, true",
    "3f2b8c1e-0d4a-4b8e-9c57-1f6f7f0f9a10, true",
    "short, false",
    "with spaces in it, false",
    "-starts-with-hyphen, false",
    "<script>alert(1)</script>, false",
  })
  void aWellFormedRequestIdIsKept(String id, boolean kept) {
    String answered =
        send("GET /hello" + HOST + "X-Request-Id: " + id + "\r\n\r\n").header("X-Request-Id");
    assertThat(answered.equals(id)).isEqualTo(kept);
    assertThat(answered).matches("[A-Za-z0-9._-]+");
  }

  @Test
  void twoRequestIdsAreNone() {
    String id = "X-Request-Id: 0123456789abcdef\r\n";
    assertThat(send("GET /hello" + HOST + id + id + "\r\n").header("X-Request-Id"))
        .isNotEqualTo("0123456789abcdef");
  }

  @Test
  void headersThatAreTooLargeAre431() {
    Reply reply = send("GET /hello" + HOST + "X-Filler: " + "x".repeat(9_000) + "\r\n\r\n");
    assertThat(reply.status()).isEqualTo(431);
    assertThat(reply.json().get("detail").asText()).contains("8192");
    secured(reply);
  }

  @Test
  void anAddressThatIsTooLongIsRefused() {
    assertThat(send("GET /" + "x".repeat(9_000) + HOST + "\r\n").status()).isIn(414, 431);
  }

  @Test
  void aConnectionServesManyRequestsOneAfterTheOther() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      for (int one = 0; one < 5; one++) {
        connection.send("GET /things/" + one + HOST + "\r\n");
        assertThat(connection.receive().body()).isEqualTo("{\"id\":\"" + one + "\"}");
        connection.send(post("Content-Length: 2") + "{}");
        assertThat(connection.receive().status()).isEqualTo(201);
      }
    }
  }

  @Test
  void keysThatDifferOnlyInCaseStayTwoOnOneConnection() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      for (String key : List.of("Bearer key-a", "Bearer key-A")) {
        connection.send("GET /key" + HOST + "Authorization: " + key + "\r\n\r\n");
        assertThat(connection.receive().body()).isEqualTo("{\"key\":\"" + key + "\"}");
      }
    }
  }

  @Test
  void pipelinedRequestsAreAnsweredInOrderAndGarbageEndsThem() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send(
          "GET /things/1"
              + HOST
              + "\r\n"
              + post("Content-Length: 3")
              + "abc"
              + "GET /things/2"
              + HOST
              + "\r\n"
              + "\u0000\u0001garbage\r\n\r\n"
              + "GET /things/3"
              + HOST
              + "\r\n");
      assertThat(connection.receive().body()).contains("1");
      assertThat(connection.receive().json().get("bytes").asInt()).isEqualTo(3);
      assertThat(connection.receive().body()).contains("2");
      Reply last = connection.receive();
      assertThat(last.status()).isEqualTo(400);
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void aBodyIsNeverTakenForTheNextRequest() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      String hidden = "GET /things/smuggled" + HOST + "\r\n";
      connection.send(post("Content-Length: " + hidden.length()) + hidden);
      assertThat(connection.receive().json().get("bytes").asInt()).isEqualTo(hidden.length());
      connection.send("GET /things/honest" + HOST + "\r\n");
      assertThat(connection.receive().body()).contains("honest");
    }
  }

  @Test
  void theServerAsksForABodyThatWaitsToBeAskedFor() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send(post("Content-Length: 3\r\nExpect: 100-continue"));
      assertThat(connection.receive().status()).isEqualTo(100);
      connection.send("abc");
      assertThat(connection.receive().status()).isEqualTo(201);
    }
  }

  @RepeatedTest(4)
  void aServerThatStopsAnswersWhatRuns() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Router router =
        new Router()
            .get(
                "/slow",
                call -> {
                  entered.countDown();
                  pause(Duration.ofMillis(1_500));
                  return Answer.json(200, Map.of());
                });
    PublicServer stopping =
        PublicServer.start(
            new PublicServer.Settings("127.0.0.1", 0, 0, 0, PATIENCE),
            router,
            new HttpMetrics(metrics.registry(), new TenantMeters(metrics.registry(), 1)));
    try (RawHttp connection = new RawHttp(stopping.port());
        RawHttp idle = new RawHttp(stopping.port())) {
      connection.send("GET /slow" + HOST + "\r\n");
      entered.await();
      stopping.close();
      assertThat(connection.receive().status()).isEqualTo(200);
      assertThat(idle.closedByServer()).isTrue();
    }
  }

  @Test
  void aServerThatStopsAnswersWhatComesOnOpenConnectionsAndClosesThem() throws Exception {
    // An answer that is just being ended when the server stops ends its connection, too, and silent
    // ones have a second: on a machine that is busy either may come first.
    int attempts = 0;
    while (!answersWhatComesOnOpenConnections(10L << attempts)) {
      assertThat(++attempts).isLessThan(8);
    }
  }

  /** Whether the connection was open still when the request was sent. */
  private boolean answersWhatComesOnOpenConnections(long settleMillis) throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    Router router =
        new Router()
            .get(
                "/slow",
                call -> {
                  entered.countDown();
                  await(leave);
                  return Answer.json(200, Map.of());
                })
            .post("/things", call -> Answer.json(201, Map.of("bytes", call.body().remaining())));
    PublicServer stopping =
        PublicServer.start(
            new PublicServer.Settings("127.0.0.1", 0, 0, 0, PATIENCE),
            router,
            new HttpMetrics(metrics.registry(), new TenantMeters(metrics.registry(), 1)));
    int port = stopping.port();
    Thread stop = new Thread(stopping::close);
    try (RawHttp slow = new RawHttp(stopping.port());
        RawHttp kept = new RawHttp(stopping.port())) {
      kept.send(post("Content-Length: 2") + "{}");
      assertThat(kept.receive().header("Connection")).isEmpty();
      slow.send("GET /slow" + HOST + "\r\n");
      entered.await();
      pause(settleMillis);
      stop.start();
      while (accepts(port)) {
        pause(5);
      }
      Reply reply;
      try {
        kept.send(post("Content-Length: 2") + "{}");
        reply = kept.receive();
      } catch (IOException closed) {
        return false;
      }
      assertThat(reply.status()).isEqualTo(201);
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(kept.closedByServer()).isTrue();
      leave.countDown();
      assertThat(slow.receive().status()).isEqualTo(200);
      return true;
    } finally {
      leave.countDown();
      stop.join();
    }
  }

  private static boolean accepts(int port) {
    try (RawHttp connection = new RawHttp(port)) {
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  @Test
  void aHeadThatDripsEndsItsConnectionAndRequestsThatCameDoNot() throws Exception {
    Router router =
        new Router()
            .get(
                "/slow",
                call -> {
                  pause(2_000);
                  return Answer.json(200, Map.of());
                });
    HttpMetrics metrics =
        new HttpMetrics(
            ProtocolTest.metrics.registry(), new TenantMeters(ProtocolTest.metrics.registry(), 1));
    try (PublicServer impatient =
            PublicServer.start(
                new PublicServer.Settings("127.0.0.1", 0, 0, 0, PATIENCE, Duration.ofMillis(600)),
                router,
                metrics);
        RawHttp working = new RawHttp(impatient.port());
        RawHttp dripping = new RawHttp(impatient.port())) {
      working.send("GET /slow" + HOST + "\r\n");
      dripping.send("GET /slow" + HOST + "X-Drops: ");
      boolean ended = false;
      for (int drop = 0; drop < 100 && !ended; drop++) {
        try {
          dripping.send("x");
          pause(100);
        } catch (IOException closed) {
          ended = true;
        }
      }
      assertThat(ended).as("ended after a time in all, not of silence").isTrue();
      assertThat(working.receive().status()).isEqualTo(200);
      // What has just been answered waits anew.
      working.send("GET /slow" + HOST + "\r\n");
      assertThat(working.receive().status()).isEqualTo(200);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
