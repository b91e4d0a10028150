package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.local.certificates.CertificateNames;
import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.local.edge.TlsClient.Answer;
import com.genericcorp.hq.local.net.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EdgeTest {
  private static final String HOST = "demo.localhost";
  private static final String TENANT = "acme.demo.localhost";
  @TempDir private Path folder;
  private LocalCertificates certificates;
  private Upstream upstream;
  private Edge edge;
  private TlsClient client;

  @BeforeEach
  void start() throws Exception {
    certificates = new LocalCertificates(folder);
    certificates.ensure(CertificateNames.of(HOST, "{slug}.demo.localhost"), Instant.now());
    upstream = new Upstream();
    edge = Edge.start(settings(0, upstream.port()));
    client = new TlsClient(certificates.authority(), edge.httpsPort());
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
    upstream.close();
  }

  private EdgeSettings settings(int httpsPort, int upstreamPort) {
    return new EdgeSettings(httpsPort, 0, upstreamPort, HOST, certificates.server(), List.of());
  }

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
  void anEventIsPassedAtOnceWhileTheNextIsNotThereYet() throws Exception {
    try (SSLSocket socket = client.connect(HOST)) {
      socket
          .getOutputStream()
          .write("GET /events HTTP/1.1\r\nHost: demo.localhost\r\n\r\n".getBytes());
      BufferedReader reader = TlsClient.reader(socket);
      assertThat(untilData(reader)).isEqualTo("data: one");
      assertThat(upstream.secondEvent.getCount()).isEqualTo(1);
      upstream.secondEvent.countDown();
      assertThat(untilData(reader)).isEqualTo("data: two");
    }
  }

  @Test
  void manyStreamsAreOpenAtOnceAndHoldNoThreads() throws Exception {
    List<SSLSocket> sockets = new ArrayList<>();
    try {
      for (int one = 0; one < 150; one++) {
        SSLSocket socket = client.connect(HOST);
        sockets.add(socket);
        socket
            .getOutputStream()
            .write("GET /events HTTP/1.1\r\nHost: demo.localhost\r\n\r\n".getBytes());
        assertThat(untilData(TlsClient.reader(socket))).isEqualTo("data: one");
      }
      // More than the edge has threads, in either direction.
      assertThat(client.get(HOST, "/").status()).isEqualTo(200);
    } finally {
      for (SSLSocket socket : sockets) {
        // Else it waits for the edge's last word, which is busy with the stream.
        socket.setSoTimeout(1);
        socket.close();
      }
    }
  }

  @Test
  void aStreamThatNothingIsSaidInYetHasBegun() throws Exception {
    try (SSLSocket socket = client.connect(HOST)) {
      socket
          .getOutputStream()
          .write("GET /silent HTTP/1.1\r\nHost: demo.localhost\r\n\r\n".getBytes());
      BufferedReader reader = TlsClient.reader(socket);
      assertThat(reader.readLine()).startsWith("HTTP/1.1 200");
      assertThat(upstream.secondEvent.getCount()).isEqualTo(1);
    }
  }

  @Test
  void aStreamEndsWhenTheServerIsGone() throws Exception {
    try (Upstream passing = new Upstream();
        Edge before = Edge.start(settings(0, passing.port()))) {
      TlsClient other = new TlsClient(certificates.authority(), before.httpsPort());
      try (SSLSocket socket = other.connect(HOST)) {
        socket
            .getOutputStream()
            .write(
                "GET /events HTTP/1.1\r\nHost: demo.localhost\r\nConnection: close\r\n\r\n"
                    .getBytes());
        BufferedReader reader = TlsClient.reader(socket);
        assertThat(untilData(reader)).isEqualTo("data: one");
        passing.close();
        // To its end, and not until the reader's patience does: that would be an exception.
        reader.lines().forEach(line -> {});
      }
      assertThat(other.get(HOST, "/").status()).isEqualTo(503);
    }
  }

  @Test
  void tls12And13AreSpokenAndNothingOlder() throws Exception {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (SSLSocket socket = client.connect(HOST, version)) {
        assertThat(socket.getSession().getProtocol()).isEqualTo(version);
      }
    }
    assertThat(offered("TLSv1.1")).isFalse();
    assertThat(offered("TLSv1")).isFalse();
  }

  @Test
  void plainHttpIsSentToTheSameAddressOverHttps() throws Exception {
    Answer answer = plain("GET /api/tasks?limit=2 HTTP/1.1\r\nHost: acme.demo.localhost:8080");
    assertThat(answer.status()).isEqualTo(308);
    assertThat(answer.head())
        .contains(
            "location: https://acme.demo.localhost:" + edge.httpsPort() + "/api/tasks?limit=2");
  }

  @Test
  void theRedirectLeadsToNoOtherHost() throws Exception {
    for (String host : List.of("evil.example", "demo.localhost.evil.example", "xdemo.localhost")) {
      assertThat(plain("GET / HTTP/1.1\r\nHost: " + host).head())
          .contains("location: https://demo.localhost:" + edge.httpsPort() + "/");
    }
    assertThat(plain("GET //evil.example/ HTTP/1.1\r\nHost: demo.localhost").head())
        .contains("location: https://demo.localhost:" + edge.httpsPort() + "/");
  }

  @Test
  void noHstsIsSentSinceItWouldHoldForEveryPortOfTheName() throws Exception {
    assertThat(client.get(HOST, "/").head()).doesNotContain("strict-transport-security");
    assertThat(plain("GET / HTTP/1.1\r\nHost: demo.localhost").head())
        .doesNotContain("strict-transport-security");
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

  @Test
  void bothLoopbackAddressesAreServed() throws Exception {
    Assumptions.assumeTrue(Loopback.addresses().size() == 2, "this machine has no ::1");
    try (SSLSocket socket = client.connectTo("::1", HOST)) {
      Answer answer =
          TlsClient.talk(
              socket, "GET / HTTP/1.1\r\nHost: demo.localhost\r\nConnection: close\r\n\r\n");
      assertThat(answer.status()).isEqualTo(200);
    }
  }

  @Test
  void aTakenPortIsNamed() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      assertThatThrownBy(() -> Edge.start(settings(port, upstream.port())))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("port " + port + " on 127.0.0.1 cannot be had");
    }
  }

  @Test
  void settingsAreReadAsTheyWerePrinted() {
    EdgeSettings settings =
        new EdgeSettings(
            8443, 8080, 1234, HOST, Path.of("/a=b/c.pem"), List.of(Path.of("/x"), Path.of("/y")));
    assertThat(EdgeSettings.parse(settings.words().toArray(new String[0]))).isEqualTo(settings);
  }

  @Test
  void aGrownLogIsCopiedAndEmptied() throws Exception {
    Path log = java.nio.file.Files.writeString(folder.resolve("server.log"), "12345678");
    LogCap.cap(log, 8);
    assertThat(log).hasContent("12345678");
    LogCap.cap(log, 7);
    assertThat(log).isEmptyFile();
    assertThat(folder.resolve("server.log.1")).hasContent("12345678");
  }

  private Answer plain(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), edge.httpPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
      return TlsClient.talk(socket, request + "\r\nConnection: close\r\n\r\n");
    }
  }

  private static String untilData(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (!line.startsWith("data:")) {
      line = reader.readLine();
    }
    return line;
  }

  /** Whether a handshake with this version alone succeeds; Java itself must be told to try. */
  private boolean offered(String version) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.security.properties=" + oldVersionsAllowed(),
                "-cp",
                System.getProperty("java.class.path"),
                OldHandshake.class.getName(),
                certificates.authority().toString(),
                Integer.toString(edge.httpsPort()),
                version)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes());
    process.waitFor();
    assertThat(output).containsAnyOf("spoken", "refused by the edge");
    return output.contains("spoken");
  }

  private Path oldVersionsAllowed() throws IOException {
    return java.nio.file.Files.writeString(
        folder.resolve("java.security"), "jdk.tls.disabledAlgorithms=\n");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }

  @Test
  void whatTheEdgeRefusesItselfHasTheHeadersOfEveryAnswer() throws Exception {
    for (String malformed :
        List.of(
            "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: demo.localhost\r\nConnection: close\r\n\r\n",
            "\u0001<b>\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: demo.localhost\r\nX: " + "x".repeat(40_000) + "\r\n\r\n")) {
      Answer answer = client.send(HOST, malformed);
      assertThat(answer.status()).isIn(400, 431);
      assertThat(answer.head())
          .contains("content-type: application/problem+json")
          .contains("x-content-type-options: nosniff")
          .contains("content-security-policy: default-src 'none'")
          .contains("cache-control: no-store");
      assertThat(answer.body()).contains("\"detail\":").doesNotContain("<");
    }
  }

  @Test
  void aHeadOrHandshakeThatDripsEndsItsConnection() throws Exception {
    try (Edge impatient = Edge.start(settings(0, upstream.port()), Duration.ofMillis(800))) {
      TlsClient other = new TlsClient(certificates.authority(), impatient.httpsPort());
      try (SSLSocket head = other.connect(HOST);
          Socket handshake =
              new Socket(InetAddress.getByName("127.0.0.1"), impatient.httpsPort())) {
        assertThat(endsWhileItDrips(head, "GET / HTTP/1.1\r\nX-Drops: ")).isTrue();
        assertThat(endsWhileItDrips(handshake, "\u0016\u0003\u0001\u0002")).isTrue();
      }
      assertThat(other.get(HOST, "/").status()).isEqualTo(200);
    }
  }

  private static boolean endsWhileItDrips(Socket socket, String beginning) throws Exception {
    socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));
    for (int drop = 0; drop < 100; drop++) {
      try {
        socket.getOutputStream().write(1 + 'a');
        socket.getOutputStream().flush();
      } catch (IOException closed) {
        return true;
      }
      Thread.sleep(100);
    }
    return false;
  }
}
