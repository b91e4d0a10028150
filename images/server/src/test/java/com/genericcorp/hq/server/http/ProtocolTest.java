package com.genericcorp.hq.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp.Reply;
import com.genericcorp.hq.server.metrics.HttpMetrics;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import com.genericcorp.hq.server.metrics.TenantMeters;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP itself, on a server with a few routes and no database. */
class ProtocolTest {
  private static final Duration PATIENCE = Duration.ofMillis(800);
  private static final String HOST = " HTTP/1.1\r\nHost: x\r\n";

  private static ServerMetrics metrics;
  private static PublicServer server;

  @BeforeAll
  static void start() {
    metrics = new ServerMetrics();
    Router router =
        new Router()
            .get("/hello", call -> Answer.json(200, Map.of("hello", "world")))
            .post("/things", call -> Answer.json(201, Map.of("bytes", call.body().remaining())))
            .get("/things/{id}", call -> Answer.json(200, call.path()))
            .get(
                "/fails",
                call -> {
                  throw new IllegalStateException("select secret from insides");
                });
    server =
        PublicServer.start(
            new PublicServer.Settings("127.0.0.1", 0, 1, 31_536_000, PATIENCE),
            router,
            new HttpMetrics(metrics.registry(), new TenantMeters(metrics.registry(), 1)));
  }

  @AfterAll
  static void stop() {
    server.close();
    metrics.close();
  }

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
  void aBodyUpToTheLimitIsTaken() {
    assertThat(send(post("Content-Length: 65536") + "x".repeat(65_536)).json().get("bytes").asInt())
        .isEqualTo(65_536);
    assertThat(send(post("Content-Length: 0")).json().get("bytes").asInt()).isZero();
  }

  @Test
  void anAnnouncedBodyThatIsTooLargeIs413BeforeItIsSent() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send(post("Content-Length: 65537"));
      Reply reply = connection.receive();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(reply.header("Connection")).isEqualTo("close");
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void aChunkedBodyIs413AsSoonAsItIsTooLarge() throws IOException {
    try (RawHttp connection = new RawHttp(server.port())) {
      connection.send(post("Transfer-Encoding: chunked"));
      String chunk = "2000\r\n" + "x".repeat(0x2000) + "\r\n";
      for (int sent = 0; sent < 9; sent++) {
        connection.send(chunk);
      }
      // Its end never comes.
      Reply reply = connection.receive();
      assertThat(reply.status()).isEqualTo(413);
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void aChunkedBodyIsTaken() {
    String chunks = "3\r\nabc\r\n2;extension=1\r\nde\r\n0\r\nTrailer: x\r\n\r\n";
    assertThat(send(post("Transfer-Encoding: chunked") + chunks).json().get("bytes").asInt())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: -1",
        "Content-Length: 5\r\nContent-Length: 6",
        "Content-Length: 5\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: gzip",
        "Transfer-Encoding: chunked, chunked",
        "Content-Length: 99999999999999999999"
      })
  void aBodyOfUnclearLengthIsRefused(String headers) {
    Reply reply = send(post(headers) + "5\r\nabcde\r\n0\r\n\r\n");
    assertThat(reply.status()).as(reply.body()).isIn(400, 413, 501);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void aMalformedChunkIs400() {
    Reply reply = send(post("Transfer-Encoding: chunked") + "zz\r\nabc\r\n");
    assertThat(reply.status()).isEqualTo(400);
  }

  @Test
  void aBodyThatDripsIs408WhenItsTimeIsUp() throws Exception {
    try (RawHttp connection = new RawHttp(server.port())) {
      long begun = System.nanoTime();
      connection.send(post("Content-Length: 1000"));
      for (int drop = 0; drop < 4; drop++) {
        connection.send("x");
        Thread.sleep(100);
      }
      Reply reply = connection.receive();
      assertThat(reply.status()).isEqualTo(408);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(PATIENCE.minusMillis(50), PATIENCE.plusSeconds(2));
      assertThat(connection.closedByServer()).isTrue();
    }
  }

  @Test
  void manySlowBodiesHoldUpNobody() throws IOException {
    List<RawHttp> slow = new ArrayList<>();
    try {
      for (int one = 0; one < 200; one++) {
        RawHttp connection = new RawHttp(server.port());
        slow.add(connection);
        connection.send(post("Content-Length: 1000") + "x");
      }
      long begun = System.nanoTime();
      assertThat(send("GET /hello" + HOST + "\r\n").status()).isEqualTo(200);
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(PATIENCE);
      for (RawHttp connection : slow) {
        assertThat(connection.receive().status()).isEqualTo(408);
      }
    } finally {
      for (RawHttp connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void aSenderThatLeavesInTheMiddleHarmsNobody() throws IOException {
    for (int one = 0; one < 20; one++) {
      try (RawHttp connection = new RawHttp(server.port())) {
        connection.send(post("Content-Length: 1000") + "x");
      }
    }
    assertThat(send("GET /hello" + HOST + "\r\n").status()).isEqualTo(200);
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

  @Test
  void aServerThatStopsAnswersWhatRuns() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    Router router =
        new Router()
            .get(
                "/slow",
                call -> {
                  entered.countDown();
                  pause(Duration.ofMillis(700));
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

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration.toMillis());
    } catch (InterruptedException interrupted) {
      throw new IllegalStateException(interrupted);
    }
  }

  private static String post(String headers) {
    return "POST /things" + HOST + headers + "\r\n\r\n";
  }

  private static Reply send(String request) {
    return RawHttp.exchange(server.port(), request);
  }
}
