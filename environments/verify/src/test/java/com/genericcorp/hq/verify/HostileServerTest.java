package com.genericcorp.hq.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.demo.DemoEnvironment;
import com.genericcorp.hq.verify.demo.Fixture;
import com.genericcorp.hq.verify.demo.HostileServer;
import com.genericcorp.hq.verify.demo.HostileServer.Behaviour;
import com.genericcorp.hq.verify.wire.Limits;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a server does, the verification ends in time, fails, and says what it saw. */
class HostileServerTest {
  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final Limits SHORT =
      new Limits(
          Duration.ofSeconds(1),
          Duration.ofMillis(600),
          Duration.ofSeconds(2),
          Duration.ofSeconds(20),
          8 * 1024,
          64 * 1024);
  private static final Behaviour SILENT =
      connection -> connection.getInputStream().transferTo(OutputStream.nullOutputStream());

  @TempDir Path folder;
  private Fixture fixture;
  private SSLContext tls;

  @BeforeEach
  void authority() throws Exception {
    fixture = new Fixture(folder);
    tls = fixture.authority.server(DemoEnvironment.NAMES);
  }

  @Test
  void aServerThatNeverSaysAnythingIsLeftInTime() throws Exception {
    try (HostileServer server = new HostileServer(null, SILENT)) {
      long start = System.nanoTime();
      Report report = verify(server, server);
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(took).isLessThan(Duration.ofSeconds(15));
      assertThat(report.checks())
          .hasSize(Verification.CHECKS.size())
          .filteredOn(Result::ok)
          .hasSize(1); // connect
      for (String name : new String[] {"certificate-chain", "tls-versions", "redirect", "task"}) {
        assertThat(Fixture.result(report, name).seen())
            .startsWith("no whole answer from ")
            .endsWith(" within 600 ms");
      }
    }
  }

  @Test
  void whenTheWholeTimeIsOverWhatHasNotEndedFails() throws Exception {
    Limits hurried =
        new Limits(
            SHORT.connect(),
            Duration.ofSeconds(5),
            SHORT.task(),
            Duration.ofMillis(500),
            SHORT.headerBytes(),
            SHORT.bodyBytes());
    try (HostileServer server = new HostileServer(null, SILENT)) {
      long start = System.nanoTime();
      Report report = Verification.run(fixture.target(server.port(), server.port()), hurried);
      Duration took = Duration.ofNanos(System.nanoTime() - start);

      assertThat(took).isLessThan(Duration.ofSeconds(4));
      assertThat(report.checks()).hasSize(Verification.CHECKS.size());
      assertThat(Fixture.result(report, "task").seen()).isEqualTo("not finished within 500 ms");
      hangsUp(server);
    }
  }

  @Test
  void aServerThatAnswersByteByByteIsLeftInTime() throws Exception {
    String answer = OK + "Content-Length: 100\r\n\r\n" + "x".repeat(100);
    try (HostileServer server = new HostileServer(tls, HostileServer.dripping(answer, 50))) {
      assertThat(seen("health", server))
          .isEqualTo(
              "no whole answer from demo.localhost (127.0.0.1:"
                  + server.port()
                  + ") within 600 ms");
      hangsUp(server);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        OK,
        OK + "Content-Length: 10\r\n\r\n12345",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n123",
        OK + "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n"
      })
  void aServerThatCutsTheConnectionFails(String start) throws Exception {
    try (HostileServer server = new HostileServer(tls, HostileServer.answering(start))) {
      assertThat(seen("health", server))
          .startsWith("demo.localhost (127.0.0.1:")
          .endsWith(") cut the connection before its answer was whole");
    }
  }

  @Test
  void aServerThatClosesIdleConnectionsUnannouncedIsAskedAgain() throws Exception {
    String answer = OK + "Content-Length: 2\r\n\r\nok";
    try (HostileServer server = new HostileServer(tls, HostileServer.answering(answer))) {
      Report report =
          Verification.run(fixture.target(server.port(), server.port()), Fixture.PATIENT);

      assertThat(Fixture.result(report, "health").ok()).isTrue();
      assertThat(Fixture.result(report, "ready").ok()).isTrue();
      assertThat(Fixture.result(report, "hsts").ok()).isTrue();
    }
  }

  @Test
  void aServerThatCutsEveryConnectionAtOnceDoesNotPassForStrict() throws Exception {
    Behaviour reset =
        connection -> {
          connection.setSoLinger(true, 0);
          connection.close();
        };
    try (HostileServer server = new HostileServer(null, reset)) {
      Report report = verify(server, server);

      assertThat(Fixture.result(report, "tls-versions").ok()).isFalse();
      assertThat(report.checks())
          .filteredOn(Result::ok)
          .extracting(Result::name)
          .isSubsetOf("connect");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/2 200\r\n\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 099 Low\r\n\r\n",
        OK + "no header\r\n\r\n",
        OK + "Content-Length: many\r\n\r\n",
        OK + "Content-Length: -1\r\n\r\n",
        OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx",
        OK + "Transfer-Encoding: gzip\r\n\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nxxxx\r\n0\r\n\r\n"
      })
  void garbageIsNoAnswer(String garbage) throws Exception {
    try (HostileServer server = new HostileServer(tls, HostileServer.answering(garbage))) {
      assertThat(seen("health", server)).matches("(answered with no HTTP/1.1|sent a|used a).*");
    }
  }

  @Test
  void garbageInThePlaceOfTlsIsNoAnswer() throws Exception {
    Behaviour ssh =
        connection -> {
          connection
              .getOutputStream()
              .write("SSH-2.0-OpenSSH_9.2\r\n".getBytes(StandardCharsets.UTF_8));
          Thread.sleep(300);
        };
    try (HostileServer server = new HostileServer(null, ssh)) {
      Report report = verify(server, server);

      assertThat(Fixture.result(report, "certificate-chain").seen()).startsWith("no TLS with ");
      assertThat(Fixture.result(report, "redirect").seen()).startsWith("answered with no HTTP/1.1");
      assertThat(Fixture.result(report, "tls-versions").ok()).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        OK + "Content-Length: 104857600\r\n\r\n",
        OK + "\r\n",
        OK + "X-Long: ",
        "HTTP/1.1"
      })
  void hundredMegabytesAreNotRead(String start) throws Exception {
    HostileServer[] self = new HostileServer[1];
    Behaviour flood =
        connection -> {
          HostileServer.readRequest(connection.getInputStream());
          OutputStream out = connection.getOutputStream();
          out.write(start.getBytes(StandardCharsets.UTF_8));
          self[0].flood(out, 100L * 1024 * 1024);
        };
    try (HostileServer server = new HostileServer(tls, flood)) {
      self[0] = server;
      Report report = verify(server, server);

      assertThat(report.passed()).isFalse();
      assertThat(report.checks()).allSatisfy(c -> assertThat(c.seen()).hasSizeLessThan(700));
      hangsUp(server);
      // What the limits allow, and what fits into the two sockets' buffers.
      assertThat(server.largestFlood()).isBetween(64L * 1024, 40L * 1024 * 1024);
    }
  }

  @Test
  void hundredMegabytesInChunksAreNotRead() throws Exception {
    String chunk = "1000\r\n" + "x".repeat(4096) + "\r\n";
    Behaviour flood =
        connection -> {
          HostileServer.answering(OK + "Transfer-Encoding: chunked\r\n\r\n").to(connection);
          for (int chunks = 0; chunks < 25_600; chunks++) {
            connection.getOutputStream().write(chunk.getBytes(StandardCharsets.UTF_8));
          }
        };
    try (HostileServer server = new HostileServer(tls, flood)) {
      assertThat(Fixture.result(verify(server, server), "health").ok()).isTrue(); // 200 is 200
      hangsUp(server);
    }
  }

  @Test
  void interimAnswersWithoutEndAreNotFollowed() throws Exception {
    String answer = "HTTP/1.1 100 Continue\r\n\r\n".repeat(50);
    try (HostileServer server = new HostileServer(tls, HostileServer.answering(answer))) {
      assertThat(seen("health", server)).isEqualTo("sent interim answers (1xx) without end");
    }
  }

  @Test
  void whatATerminalWouldObeyIsNotRepeated() throws Exception {
    String answer =
        "HTTP/1.1 500 No\r\nContent-Length: 20\r\n\r\n\033[2J\033]0;owned\007\u202egnp\n\n";
    try (HostileServer server = new HostileServer(tls, HostileServer.answering(answer))) {
      assertThat(seen("health", server))
          .startsWith("500: ")
          .doesNotContainPattern("[\\p{Cntrl}\u202e]");
    }
  }

  private String seen(String name, HostileServer server) {
    Result result = Fixture.result(verify(server, server), name);
    assertThat(result.ok()).isFalse();
    return result.seen();
  }

  private Report verify(HostileServer https, HostileServer http) {
    return Verification.run(fixture.target(https.port(), http.port()), SHORT);
  }

  private static void hangsUp(HostileServer server) throws InterruptedException {
    for (int tries = 0; tries < 200 && server.open() > 0; tries++) {
      Thread.sleep(50);
    }
    assertThat(server.open()).isZero();
  }
}
