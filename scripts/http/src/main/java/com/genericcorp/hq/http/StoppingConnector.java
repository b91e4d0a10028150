package com.genericcorp.hq.http;

import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Lets no connection that opens just as the server stops hold it up: Jetty shortens the patience of
 * those alone that are open by then, and another would stay until the server gives up.
 */
final class StoppingConnector extends ServerConnector {
  StoppingConnector(Server server, ConnectionFactory... protocols) {
    super(server, 1, 1, protocols);
  }

  @Override
  protected void onEndPointOpened(EndPoint connection) {
    super.onEndPointOpened(connection);
    if (isShutdown()) {
      connection.setIdleTimeout(getShutdownIdleTimeout());
    }
  }
}
