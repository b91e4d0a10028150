package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Test;

/** Answers whose end nobody knows yet. */
class ForwardedStreamsTest extends EdgeFixture {
  @Test
  void anEventIsPassedAtOnceWhileTheNextIsNotThereYet() throws Exception {
    try (SSLSocket socket = client.connect(HOST)) {
      ask(socket, "/events");
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
        ask(socket, "/events");
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
      ask(socket, "/silent");
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

  private static void ask(SSLSocket socket, String path) throws IOException {
    String request = "GET " + path + " HTTP/1.1\r\nHost: demo.localhost\r\n\r\n";
    socket.getOutputStream().write(request.getBytes());
  }

  private static String untilData(BufferedReader reader) throws IOException {
    String line = reader.readLine();
    while (!line.startsWith("data:")) {
      line = reader.readLine();
    }
    return line;
  }
}
