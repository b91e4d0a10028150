package com.genericcorp.hq.postgres;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Whether a server takes logins, asked in PostgreSQL's own protocol (3.0) without logging in. */
final class PostgresHealth {
  private static final int PROTOCOL_3 = 3 << 16;
  private static final byte AUTHENTICATION = 'R';

  private PostgresHealth() {}

  /** Whether the server on this loopback port answers a login with a request for a password. */
  static boolean takesLogins(int port, Duration patience) {
    int millis = (int) patience.toMillis();
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), millis);
      socket.setSoTimeout(millis);
      byte[] parameters = "user\0health\0\0".getBytes(StandardCharsets.US_ASCII);
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeInt(Integer.BYTES + Integer.BYTES + parameters.length);
      out.writeInt(PROTOCOL_3);
      out.write(parameters);
      out.flush();
      return new DataInputStream(socket.getInputStream()).readByte() == AUTHENTICATION;
    } catch (IOException away) {
      return false;
    }
  }
}
