package com.genericcorp.hq.local.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.genericcorp.hq.local.edge.TlsClient.Answer;
import com.genericcorp.hq.local.net.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** How it listens. */
class EdgeTest extends EdgeFixture {
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
    return Files.writeString(folder.resolve("java.security"), "jdk.tls.disabledAlgorithms=\n");
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
