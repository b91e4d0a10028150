package com.genericcorp.hq.verify.wire;

import java.net.InetAddress;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/**
 * How checks reach an environment: names, TCP, TLS and HTTP/1.1, each bounded in time and size.
 *
 * <p>It is not {@code java.net.http}: that client resolves the names itself (those under {@code
 * localhost} it cannot), refuses to set {@code Host}, and shows no certificate that it refuses.
 */
public final class Wire implements AutoCloseable {
  private static final int HTTPS = 443;
  private static final int HTTP = 80;

  private final int httpsPort;
  private final int httpPort;
  private final Limits limits;
  private final Route route;
  private final Trust trust;
  private final ScheduledThreadPoolExecutor timer;
  private final Map<String, Queue<Connection>> idle = new ConcurrentHashMap<>();
  private final Map<String, FutureTask<Peer>> peers = new ConcurrentHashMap<>();

  /**
   * @param connect a name or address to connect to whatever the hosts resolve to, or null
   * @param ca a file with the CA certificates to trust, or null for the system's
   * @throws com.genericcorp.hq.cli.InvalidInput when that file cannot be read
   */
  public Wire(
      @Nullable String connect, @Nullable Path ca, int httpsPort, int httpPort, Limits limits) {
    this.httpsPort = httpsPort;
    this.httpPort = httpPort;
    this.limits = limits;
    this.route = new Route(connect);
    this.trust = Trust.in(ca);
    this.timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "hq-verify-timer");
              thread.setDaemon(true);
              return thread;
            });
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Sends over TLS, to nobody but a trusted server of that name: requests carry the key. */
  public Response send(Request request) throws NoAnswer {
    Connection used = idle(request.host()).poll();
    if (used != null) {
      try {
        return exchange(used, request);
      } catch (NoAnswer problem) {
        // The server may have closed it meanwhile. Sent twice, a request makes a second task of
        // the probe at worst.
        if (problem.kind() != NoAnswer.Kind.CUT) {
          throw problem;
        }
      }
    }
    return exchange(verified(request.host()), request);
  }

  private Response exchange(Connection connection, Request request) throws NoAnswer {
    boolean kept = false;
    try {
      Response response = connection.exchange(request.bytes(httpsPort, HTTPS));
      kept = connection.reusable() && keep(request.host(), connection);
      return response;
    } finally {
      if (!kept) {
        connection.close();
      }
    }
  }

  /**
   * Sends over TLS and reads an answer that may never end, until enough of it has come.
   *
   * @param enough asked whenever more has come, with all of the body so far
   * @return the answer, its body as far as it was read
   * @throws NoAnswer also when there was not enough of it in that time
   */
  public Response stream(Request request, Duration patience, Connection.Enough enough)
      throws NoAnswer {
    try (Connection connection = verified(request.host())) {
      return connection.stream(request.bytes(httpsPort, HTTPS), patience, enough);
    }
  }

  /** Sends in the clear to the HTTP port; such a request must carry no key. */
  public Response sendInTheClear(Request request) throws NoAnswer {
    try (Connection connection = open(request.host(), httpPort)) {
      return connection.exchange(request.bytes(httpPort, HTTP));
    }
  }

  /** What the host shows in a handshake, good or not; looked at once. */
  public Peer peer(String host) throws NoAnswer, InterruptedException {
    FutureTask<Peer> look = peers.computeIfAbsent(host, name -> new FutureTask<>(() -> look(name)));
    look.run(); // by whoever comes first; it never runs twice
    try {
      return look.get();
    } catch (ExecutionException problem) {
      throw problem.getCause() instanceof NoAnswer known
          ? known
          : new NoAnswer("the handshake with " + host + " failed: " + problem.getCause(), problem);
    }
  }

  private Peer look(String host) throws NoAnswer {
    try {
      Connection connection = verified(host);
      if (!keep(host, connection)) {
        connection.close();
      }
      return connection.peer();
    } catch (NoAnswer problem) {
      if (problem.kind() != NoAnswer.Kind.DISTRUSTED) {
        throw problem;
      }
    }
    try (Connection connection = open(host, httpsPort)) {
      connection.startTls(AnyCertificate.context(), false);
      return connection.peer(); // and nothing is sent
    }
  }

  private Connection verified(String host) throws NoAnswer {
    Connection connection = open(host, httpsPort);
    try {
      connection.startTls(trust.context(), true);
      return connection;
    } catch (NoAnswer problem) {
      connection.close();
      throw problem;
    }
  }

  private boolean keep(String host, Connection connection) {
    return !timer.isShutdown() && idle(host).offer(connection);
  }

  private Queue<Connection> idle(String host) {
    return idle.computeIfAbsent(host, name -> new ConcurrentLinkedQueue<>());
  }

  /** Why no client would trust the chain, or empty when it would. */
  public Optional<String> objection(List<X509Certificate> chain) {
    return trust.objection(chain);
  }

  /** Offers an old version of TLS on a connection of its own. */
  public OldHandshake offer(String host, OldVersion version) throws NoAnswer {
    try (Connection connection = open(host, httpsPort)) {
      return connection.offer(version);
    }
  }

  /** Where the host's name leads. */
  public List<InetAddress> addresses(String host) throws NoAnswer {
    return route.addresses(host);
  }

  /** Why the addresses are these, in words; empty when the name was simply resolved. */
  public String reason(String host) {
    return route.reason(host);
  }

  /** Connects to one address of the host and hangs up. */
  public void touch(String host, InetAddress address, int port) throws NoAnswer {
    Connection.open(host, address, port, limits, timer).close();
  }

  /** To the first address that accepts, as clients do; the check of connections tries each. */
  private Connection open(String host, int port) throws NoAnswer {
    NoAnswer problem = new NoAnswer("the name '" + host + "' has no address");
    for (InetAddress address : route.addresses(host)) {
      try {
        return Connection.open(host, address, port, limits, timer);
      } catch (NoAnswer refused) {
        problem = refused;
      }
    }
    throw problem;
  }

  /** Lets nothing new begin; what still runs is cut off when its time is over. */
  @Override
  public void close() {
    idle.values().forEach(queue -> queue.forEach(Connection::close));
    timer.shutdown();
  }
}
