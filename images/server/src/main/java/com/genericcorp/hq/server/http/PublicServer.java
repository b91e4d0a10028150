package com.genericcorp.hq.server.http;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.http.HeadPatience;
import com.genericcorp.hq.http.SecurityHeaders;
import com.genericcorp.hq.server.metrics.HttpMetrics;
import java.time.Duration;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The server for everybody. What it answers is the router's affair. */
public final class PublicServer implements AutoCloseable {
  // Endpoints block on the database, whose pools are far smaller than this.
  private static final int MOST_THREADS = 64;
  private static final int FEWEST_THREADS = 4;
  // 1,500 streams and 2,000 for requests; each is a file descriptor, of which a process has 4,096
  // on the stingiest of the systems that are in use.
  private static final int MOST_CONNECTIONS = 3_500;

  /** After which a silent connection is closed: a load balancer must have closed it before. */
  public static final Duration IDLE = Duration.ofSeconds(20);

  private static final Duration IDLE_AT_THE_LIMIT = Duration.ofSeconds(1);
  private static final Duration GRACE = Duration.ofSeconds(8);

  /**
   * @param port 0 for any free one
   * @param trustedProxies how many proxies may set {@code X-Forwarded-For}
   * @param hstsSeconds 0 sends no {@code Strict-Transport-Security}
   * @param bodyPatience how long a request's body may take
   * @param headPatience how long a connection may have no request that has arrived
   */
  public record Settings(
      String address,
      int port,
      int trustedProxies,
      int hstsSeconds,
      Duration bodyPatience,
      Duration headPatience) {
    /** With the usual patience for heads: more than for silence, as proxies keep connections. */
    public Settings(
        String address, int port, int trustedProxies, int hstsSeconds, Duration bodyPatience) {
      this(address, port, trustedProxies, hstsSeconds, bodyPatience, IDLE.plusSeconds(5));
    }
  }

  private final Server server;
  private final ServerConnector connector;

  private PublicServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to listen.
   *
   * @throws Failed when the port cannot be had
   */
  public static PublicServer start(Settings settings, Router router, HttpMetrics metrics) {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS, FEWEST_THREADS);
    threads.setName("http");
    Server server = new Server(threads);
    ServerConnector connector =
        Connectors.bind(server, settings.address(), settings.port(), "PORT", IDLE);
    NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, connector);
    limit.setEndPointIdleTimeout(IDLE_AT_THE_LIMIT.toMillis());
    connector.addBean(limit);
    SecurityHeaders security = new SecurityHeaders(settings.hstsSeconds());
    server.setErrorHandler(new ErrorPages(security, settings.trustedProxies()));
    server.setRequestLog(new AccessLog(metrics, settings.trustedProxies()));
    HeadPatience heads =
        new HeadPatience(
            new OrderlyStop(
                new Entrance(
                    new WholeBody(new Entrance.LogContext(router), settings.bodyPatience()),
                    security,
                    settings.trustedProxies())),
            settings.headPatience());
    server.setHandler(heads);
    server.setStopTimeout(GRACE.toMillis());
    startUp(server);
    heads.watch(connector);
    return new PublicServer(server, connector);
  }

  static void startUp(Server server) {
    try {
      server.start();
    } catch (Exception problem) {
      throw new Failed(problem, "the HTTP server did not start: %s", problem.getMessage());
    }
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Stops to accept, and lets what runs end within 8 seconds. */
  @Override
  public void close() {
    stop(server);
  }

  static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception problem) {
      throw new Failed(problem, "the HTTP server did not stop cleanly: %s", problem.getMessage());
    }
  }
}
