package com.genericcorp.hq.server.http;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.http.SecurityHeaders;
import com.genericcorp.hq.server.metrics.ServerMetrics;
import java.time.Duration;
import java.util.Map;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The server for the environment's own monitoring and edge, on a port that is never published:
 * {@code /metrics}, {@code /health} and {@code /host}. Its few threads are its own, so it answers
 * while the public one is at its limit.
 */
public final class ManagementServer implements AutoCloseable {
  private static final String DOMAIN = "domain=";
  private static final int THREADS = 4;
  private static final Duration IDLE = Duration.ofSeconds(30);

  private final Server server;
  private final ServerConnector connector;

  private ManagementServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /**
   * Starts to listen.
   *
   * @param port 0 for any free one
   * @param hosts which the public server serves
   * @throws Failed when the port cannot be had
   */
  public static ManagementServer start(
      String address, int port, ServerMetrics metrics, KnownHosts hosts) {
    QueuedThreadPool threads = new QueuedThreadPool(THREADS, 1);
    threads.setName("management");
    Server server = new Server(threads);
    ServerConnector connector = Connectors.bind(server, address, port, "MANAGEMENT_PORT", IDLE);
    SecurityHeaders security = new SecurityHeaders(0);
    server.setErrorHandler(new ErrorPages(security, 0));
    server.setHandler(
        new Entrance(
            new Router()
                .get("/health", HealthPages::health)
                .get("/metrics", call -> scrape(metrics))
                .get("/host", call -> host(call, hosts)),
            security,
            0));
    PublicServer.startUp(server);
    return new ManagementServer(server, connector);
  }

  private static Answer scrape(ServerMetrics metrics) {
    return Answer.text(200, ServerMetrics.CONTENT_TYPE, metrics.scrape());
  }

  /**
   * {@code /host?domain=NAME}: what an edge asks before it has a certificate made for a name. 200
   * yes, 404 no.
   */
  private static Answer host(Call call, KnownHosts hosts) {
    if (call.query().startsWith(DOMAIN)
        && hosts.contains(call.query().substring(DOMAIN.length()))) {
      return Answer.json(200, Map.of("host", call.query().substring(DOMAIN.length())));
    }
    throw new Problem(404, "This server does not serve that host.").exception();
  }

  /** The port that it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public void close() {
    PublicServer.stop(server);
  }
}
