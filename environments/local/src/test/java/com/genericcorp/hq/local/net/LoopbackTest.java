package com.genericcorp.hq.local.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.postgres.process.ProcessTable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LoopbackTest {
  private static final Duration SHORT = Duration.ofMillis(500);

  @Test
  void aPortIsTakenOnWhicheverAddressSomebodyListens() throws Exception {
    for (InetAddress address : Loopback.addresses()) {
      try (ServerSocket socket = new ServerSocket(0, 1, address)) {
        assertThat(Loopback.isFree(socket.getLocalPort())).as(address.toString()).isFalse();
      }
    }
    try (ServerSocket everywhere = new ServerSocket(0)) {
      assertThat(Loopback.isFree(everywhere.getLocalPort())).isFalse();
    }
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      free = socket.getLocalPort();
    }
    assertThat(Loopback.isFree(free)).isTrue();
  }

  @Test
  void whoHoldsAPortIsTold() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      assertThat(PortHolder.of(socket.getLocalPort()))
          .map(ProcessTable.Seen::pid)
          .contains(ProcessHandle.current().pid());
    }
  }

  @Test
  void onlyAListenerHoldsAPort() {
    Set<String> sockets = new HashSet<>();
    String line = "  0: 0100007F:%s 00000000:0000 %s 00000000:00000000 00:00000000 0 0 0 4711 1 0";
    PortHolder.addListener(line.formatted("20FB", "01"), 8443, sockets);
    PortHolder.addListener(line.formatted("1F90", "0A"), 8443, sockets);
    PortHolder.addListener("  sl  local_address rem_address   st", 8443, sockets);
    assertThat(sockets).isEmpty();
    PortHolder.addListener(line.formatted("20FB", "0A"), 8443, sockets);
    assertThat(sockets).containsExactly("socket:[4711]");
  }

  @Test
  void whatIsNoAnswerHasNoStatus() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = socket.getLocalPort();
      assertThat(Loopback.status(port, "x", "/", SHORT)).as("silent").isZero();
      Thread other = new Thread(() -> answer(socket, "SSH-2.0-OpenSSH_9\r\n"));
      other.start();
      // The silent question above is still in the queue; it is answered first.
      Loopback.status(port, "x", "/", SHORT);
      other.join();
    }
    assertThat(Loopback.status(1, "x", "/", SHORT)).as("refused").isZero();
  }

  private static void answer(ServerSocket socket, String text) {
    try (Socket accepted = socket.accept()) {
      accepted.getOutputStream().write(text.getBytes());
    } catch (java.io.IOException gone) {
      // The client did not wait.
    }
  }
}
