package com.genericcorp.hq.server.http;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** How the server listens. */
final class Connectors {
  /** The most that request line and headers may have together, in bytes. */
  static final int HEADER_LIMIT = 8 * 1024;

  private static final int BACKLOG = 512;

  private Connectors() {}

  /**
   * Adds a connector that speaks HTTP/1.1 (TLS ends in front of us) and binds it.
   *
   * @param variable the variable that the port came from, for the error
   * @throws Failed when the port cannot be had
   */
  static ServerConnector bind(
      Server server, String address, int port, String variable, long idleMillis) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    // Else a key takes the letters' case of another that the connection carried before.
    http.setHeaderCacheCaseSensitive(true);
    http.setRequestHeaderSize(HEADER_LIMIT);
    // The router compares paths as they were sent and no file's name is made of one, so a
    // spelling that could be read in two ways needs no refusal of its own: it is at no route.
    http.setUriCompliance(UriCompliance.UNSAFE);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setHost(address);
    connector.setPort(port);
    connector.setAcceptQueueSize(BACKLOG);
    connector.setIdleTimeout(idleMillis);
    try {
      connector.open();
    } catch (IOException problem) {
      throw new Failed(
          problem,
          "%s: port %d on %s cannot be listened on (%s): stop what uses it, or give another one",
          variable,
          port,
          address,
          problem.getMessage());
    }
    server.addConnector(connector);
    return connector;
  }
}
