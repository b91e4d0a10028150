package com.genericcorp.hq.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * The image's health check: asks the server in the same container whether it lives. Exit 0 yes, 1
 * no. A socket alone, as a JVM is started for every check.
 */
public final class HealthProbe {
  private static final int TIMEOUT_MILLIS = 3_000;
  private static final int DEFAULT_PORT = 8080;

  private HealthProbe() {}

  public static void main(String[] arguments) {
    String port = System.getenv("PORT");
    System.exit(isHealthy(port == null ? DEFAULT_PORT : Integer.parseInt(port)) ? 0 : 1);
  }

  static boolean isHealthy(int port) {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      String request = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String status =
          new BufferedReader(
                  new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
              .readLine();
      return status != null && status.startsWith("HTTP/1.1 200");
    } catch (IOException problem) {
      return false;
    }
  }
}
