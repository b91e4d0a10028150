package com.genericcorp.hq.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Ends connections on which no request has arrived for too long, however many bytes of one came: an
 * idle timeout alone begins anew with each byte of a head that drips.
 */
public final class HeadPatience extends Handler.Wrapper {
  private final long patienceNanos;
  // When a connection began to wait for a request (a Long), or the request that it carries.
  private final Map<EndPoint, Object> connections = new ConcurrentHashMap<>();

  /**
   * @param patience from a connection's beginning, or its last answer's end, to a request's head
   */
  public HeadPatience(Handler next, Duration patience) {
    super(next);
    this.patienceNanos = patience.toNanos();
  }

  /** Watches the connector's connections from now on. */
  public void watch(ServerConnector connector) {
    Scheduler scheduler = connector.getScheduler();
    long period = Math.max(1, Math.min(TimeUnit.SECONDS.toNanos(1), patienceNanos / 4));
    scheduler.schedule(() -> look(connector), period, TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    EndPoint connection = socket(request.getConnectionMetaData().getConnection().getEndPoint());
    // Not the request itself: who wraps it makes it another.
    Object carried = new Object();
    connections.put(connection, carried);
    Request.addCompletionListener(
        request, failure -> connections.replace(connection, carried, System.nanoTime()));
    return super.handle(request, response, callback);
  }

  /** What the connector knows a connection by: that below TLS. */
  private static EndPoint socket(EndPoint endPoint) {
    EndPoint inner = endPoint;
    while (inner instanceof EndPoint.Wrapper wrapper) {
      inner = wrapper.unwrap();
    }
    return inner;
  }

  private void look(ServerConnector connector) {
    if (!connector.isRunning()) {
      return;
    }
    try {
      long now = System.nanoTime();
      for (EndPoint connection : connector.getConnectedEndPoints()) {
        Object state = connections.putIfAbsent(connection, now);
        if (state instanceof Long since && now - since > patienceNanos) {
          connection.close();
        }
      }
      connections.keySet().removeIf(connection -> !connection.isOpen());
    } finally {
      watch(connector);
    }
  }
}
