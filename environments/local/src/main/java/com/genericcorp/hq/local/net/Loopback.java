package com.genericcorp.hq.local.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The machine's own addresses: 127.0.0.1, and ::1 where there is IPv6. */
public final class Loopback {
  private static final Duration CONNECT = Duration.ofMillis(500);

  private Loopback() {}

  /** The addresses, 127.0.0.1 first. */
  public static List<InetAddress> addresses() throws IOException {
    List<InetAddress> addresses = new ArrayList<>(List.of(v4()));
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      addresses.add(probe.getInetAddress());
    } catch (IOException noIpV6) {
      // As in many containers.
    }
    return addresses;
  }

  private static InetAddress v4() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /**
   * Why a port cannot be listened on.
   *
   * @throws IOException with the system's reason
   */
  public static void requireFree(int port) throws IOException {
    for (InetAddress address : addresses()) {
      // On macOS one may listen beside a program that listens on all addresses.
      if (accepts(address, port)) {
        throw new IOException("Address already in use");
      }
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address, port));
      }
    }
  }

  public static boolean isFree(int port) {
    try {
      requireFree(port);
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  /** Whether something accepts connections on 127.0.0.1. */
  public static boolean accepts(int port) {
    try {
      return accepts(v4(), port);
    } catch (IOException never) {
      return false;
    }
  }

  private static boolean accepts(InetAddress address, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address, port), (int) CONNECT.toMillis());
      return true;
    } catch (IOException refused) {
      return false;
    }
  }

  /**
   * The status of an answer to a plain HTTP GET on 127.0.0.1; 0 when there is none in time. A
   * client of the JDK's would take longer to load than this to run.
   */
  public static int status(int port, String host, String path, Duration patience) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(v4(), port), (int) patience.toMillis());
      socket.setSoTimeout((int) patience.toMillis());
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      byte[] line = readStatusLine(socket.getInputStream());
      String text = new String(line, StandardCharsets.US_ASCII);
      return text.matches("HTTP/1\\.[01] \\d{3}") ? Integer.parseInt(text.substring(9)) : 0;
    } catch (IOException noAnswer) {
      return 0;
    }
  }

  private static byte[] readStatusLine(InputStream in) throws IOException {
    return in.readNBytes("HTTP/1.1 200".length());
  }
}
