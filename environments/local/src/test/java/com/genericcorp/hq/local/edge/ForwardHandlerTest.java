package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.local.edge.TlsClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardHandlerTest extends EdgeFixture {
  @Test
  void aRequestArrivesAsItWasSentAndSaysWhereItCameFrom() throws Exception {
    Answer answer = client.get(TENANT, "/api/tasks?limit=2&q=%2Fa%20b");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body())
        .startsWith("GET /api/tasks?limit=2&q=%2Fa%20b\n")
        .contains("Host: [" + TENANT + "]")
        .contains("X-forwarded-for: [127.0.0.1]")
        .contains("X-forwarded-proto: [https]")
        .contains("X-forwarded-host: [" + TENANT + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"//metrics", "//evil.example/health", "/\u00ff", "/api/tasks?limit=%zz", "*"})
  void anAddressThatWouldArriveAsAnotherIsRefused(String path) throws Exception {
    Answer answer = client.get(HOST, path);
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void howLargeHeadersMayBeIsTheServersDecision() throws Exception {
    Answer answer = client.get(HOST, "/", "X-Large: " + "x".repeat(20_000));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).contains("x".repeat(20_000));
  }

  @Test
  void whatAClientClaimsAboutItsOriginIsDropped() throws Exception {
    Answer answer =
        client.get(
            HOST,
            "/",
            "X-Forwarded-For: 8.8.8.8",
            "x-forwarded-host: evil.example",
            "X-Forwarded-Proto: http",
            "X-Forwarded-Port: 1",
            "Forwarded: for=8.8.8.8",
            "X-Real-IP: 8.8.8.8",
            "Proxy: http://evil.example");
    assertThat(answer.body())
        .doesNotContain("8.8.8.8")
        .doesNotContain("evil")
        .doesNotContain("X-forwarded-port")
        .contains("X-forwarded-for: [127.0.0.1]");
  }

  @Test
  void aLargeBodyIsPassedOn() throws Exception {
    String body = "x".repeat(3_000_000);
    Answer answer =
        client.send(
            HOST,
            "POST /api/tasks HTTP/1.1\r\nHost: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n%s"
                .formatted(HOST, body.length(), body));
    assertThat(answer.body()).startsWith("POST").contains("body bytes: 3000000");
  }

  @Test
  void twoRequestsUseOneConnection() throws Exception {
    try (SSLSocket socket = client.connect(HOST)) {
      String get = "GET /%s HTTP/1.1\r\nHost: demo.localhost\r\n%s\r\n";
      String both = get.formatted("one", "") + get.formatted("two", "Connection: close\r\n");
      assertThat(TlsClient.talk(socket, both).body()).contains("GET /one").contains("GET /two");
    }
  }

  @Test
  void twoKeysThatDifferOnlyInCaseStayTwoOnOneConnection() throws Exception {
    try (SSLSocket socket = client.connect(HOST)) {
      String get = "GET / HTTP/1.1\r\nHost: demo.localhost\r\nAuthorization: Bearer %s\r\n%s\r\n";
      String both = get.formatted("key-a", "") + get.formatted("key-A", "Connection: close\r\n");
      assertThat(TlsClient.talk(socket, both).body())
          .contains("Authorization: [Bearer key-a]")
          .contains("Authorization: [Bearer key-A]");
    }
  }

  @Test
  void aServerThatIsAwayIsAProblemToBeTriedAgain() throws Exception {
    try (Edge alone = Edge.start(settings(0, unusedPort()))) {
      TlsClient other = new TlsClient(certificates.authority(), alone.httpsPort());
      Answer answer = other.get(HOST, "/");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.head())
          .contains("content-type: application/problem+json")
          .contains("retry-after: 1");
      assertThat(answer.body()).contains("\"status\":503");
    }
  }

  @Test
  void anAnswerThatBreaksOffIsNotTakenForAWholeOne() throws Exception {
    try (SSLSocket socket = client.connect(HOST)) {
      Answer answer = TlsClient.talk(socket, "GET /cut HTTP/1.1\r\nHost: demo.localhost\r\n\r\n");
      assertThat(answer.head()).contains("content-length: 1000");
      assertThat(answer.body()).isEqualTo("half");
    }
  }

  @Test
  void twoContradictingLengthsAreRefused() throws Exception {
    Answer answer =
        client.send(
            HOST,
            "POST / HTTP/1.1\r\nHost: demo.localhost\r\nContent-Length: 4\r\n"
                + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n");
    assertThat(answer.status()).isEqualTo(400);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
