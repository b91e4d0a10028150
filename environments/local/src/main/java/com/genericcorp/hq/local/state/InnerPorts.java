package com.genericcorp.hq.local.state;

import com.genericcorp.hq.cli.files.AtomicFile;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.function.IntPredicate;

/**
 * The loopback ports that the parts use among themselves: free ones, chosen once and kept, so that
 * one part can be started again without the others.
 */
public record InnerPorts(int server, int management, int database) {
  /**
   * The kept ports, each replaced by a free one unless it may be used.
   *
   * @param server whether the server may use a port
   * @param database whether the database may use a port
   */
  public static InnerPorts choose(Path file, IntPredicate server, IntPredicate database)
      throws IOException {
    Properties kept = new Properties();
    if (Files.isRegularFile(file)) {
      kept.load(new StringReader(Files.readString(file)));
    }
    InnerPorts ports =
        new InnerPorts(
            choose(kept, "server", server),
            choose(kept, "management", server),
            choose(kept, "database", database));
    AtomicFile.writePrivate(
        file,
        "server=%d\nmanagement=%d\ndatabase=%d\n"
            .formatted(ports.server, ports.management, ports.database));
    return ports;
  }

  private static int choose(Properties kept, String name, IntPredicate usable) throws IOException {
    try {
      int port = Integer.parseInt(kept.getProperty(name, "0"));
      if (port > 0 && port < 1 << 16 && usable.test(port)) {
        return port;
      }
    } catch (NumberFormatException damaged) {
      // As if it were not there.
    }
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
