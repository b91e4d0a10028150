package com.genericcorp.hq.http;

import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** How a server listens, and how it reads HTTP/1.1. */
public final class Listening {
  private static final int BACKLOG = 512;

  private Listening() {}

  /**
   * HTTP/1.1 that says nothing of the program that speaks it.
   *
   * @param mostHeaderBytes the most that request line and headers may have together
   */
  public static HttpConnectionFactory http1(int mostHeaderBytes) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Else a key takes the letters' case of another that the connection carried before.
    http.setHeaderCacheCaseSensitive(true);
    http.setRequestHeaderSize(mostHeaderBytes);
    // Paths stay as they were sent: who routes them judges them.
    http.setUriCompliance(UriCompliance.UNSAFE);
    return new HttpConnectionFactory(http);
  }

  /**
   * Adds a connector and binds it, before the server starts.
   *
   * @param port 0 for any free one
   * @param idle after which a connection that is silent is closed
   * @param protocols from the outermost on
   * @throws IOException with the system's reason when the port cannot be had
   */
  public static ServerConnector bind(
      Server server, String address, int port, Duration idle, ConnectionFactory... protocols)
      throws IOException {
    ServerConnector connector = new StoppingConnector(server, protocols);
    connector.setHost(address);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(idle.toMillis());
    connector.open();
    server.addConnector(connector);
    return connector;
  }
}
