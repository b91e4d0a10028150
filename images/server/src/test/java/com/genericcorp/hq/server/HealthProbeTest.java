package com.genericcorp.hq.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class HealthProbeTest {
  @Test
  void aServerThatAnswersTwoHundredIsHealthyAnyOtherIsNot() throws Exception {
    int[] status = {200};
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/health",
        exchange -> {
          exchange.sendResponseHeaders(status[0], -1);
          exchange.close();
        });
    server.start();
    try {
      assertThat(HealthProbe.isHealthy(server.getAddress().getPort())).isTrue();
      status[0] = 503;
      assertThat(HealthProbe.isHealthy(server.getAddress().getPort())).isFalse();
    } finally {
      server.stop(0);
    }
    assertThat(HealthProbe.isHealthy(server.getAddress().getPort())).isFalse();
  }

  @Test
  void aServerThatSaysNothingIsNotHealthy() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThat(HealthProbe.isHealthy(silent.getLocalPort())).isFalse();
    }
  }
}
