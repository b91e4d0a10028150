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
  private static final byte ERROR = 'E';
  private static final String CANNOT_CONNECT_NOW = "C57P03";
  private static final int LONGEST_ERROR = 4096;

  private PostgresHealth() {}

  /**
   * Whether the server on this loopback port answers a login with a request for a password, or
   * refuses it for any reason but that it is starting or stopping.
   */
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
      return isReady(new DataInputStream(socket.getInputStream()));
    } catch (IOException away) {
      return false;
    }
  }

  private static boolean isReady(DataInputStream answer) throws IOException {
    byte kind = answer.readByte();
    if (kind != ERROR) {
      return kind == AUTHENTICATION;
    }
    byte[] fields = new byte[Math.min(answer.readInt(), LONGEST_ERROR)];
    int read = answer.readNBytes(fields, 0, fields.length - Integer.BYTES);
    return !new String(fields, 0, read, StandardCharsets.UTF_8).contains(CANNOT_CONNECT_NOW);
  }
}
