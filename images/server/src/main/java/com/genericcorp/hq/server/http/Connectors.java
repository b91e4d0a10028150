package com.genericcorp.hq.server.http;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.http.Listening;
import java.io.IOException;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** How the server listens. */
final class Connectors {
  /** The most that request line and headers may have together, in bytes. */
  static final int HEADER_LIMIT = 8 * 1024;

  private Connectors() {}

  /**
   * Adds a connector that speaks HTTP/1.1 (TLS ends in front of us) and binds it. The router
   * compares paths as they were sent and no file's name is made of one, so a spelling that could be
   * read in two ways needs no refusal of its own: it is at no route.
   *
   * @param variable the variable that the port came from, for the error
   * @throws Failed when the port cannot be had
   */
  static ServerConnector bind(
      Server server, String address, int port, String variable, Duration idle) {
    try {
      return Listening.bind(server, address, port, idle, Listening.http1(HEADER_LIMIT));
    } catch (IOException problem) {
      throw new Failed(
          problem,
          "%s: port %d on %s cannot be listened on (%s): stop what uses it, or give another one",
          variable,
          port,
          address,
          problem.getMessage());
    }
  }
}
