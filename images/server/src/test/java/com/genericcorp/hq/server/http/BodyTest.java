package com.genericcorp.hq.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.server.http.RawHttp.Reply;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests' bodies: bounded in size and in time. */
class BodyTest extends RoutesFixture {
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
}
