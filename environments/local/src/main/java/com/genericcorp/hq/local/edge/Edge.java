package com.genericcorp.hq.local.edge;

import com.genericcorp.hq.http.HeadPatience;
import com.genericcorp.hq.http.Listening;
import com.genericcorp.hq.local.certificates.Pem;
import com.genericcorp.hq.local.net.Loopback;
import java.io.IOException;
import java.net.InetAddress;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * TLS 1.2 and 1.3 on one port, passed on to the server; a redirect on the other. Both on loopback
 * alone, in both of its addresses, since a browser may take {@code *.localhost} for either.
 */
public final class Edge implements AutoCloseable {
  static final int MOST_HEADER_BYTES = 32 << 10;
  private static final int MOST_THREADS = 64;
  // Streams send a comment more often than that; what is silent for longer is gone.
  private static final Duration IDLE = Duration.ofSeconds(120);
  // Handshake and head together, and no more between two requests of a connection.
  private static final Duration HEAD_PATIENCE = Duration.ofSeconds(30);

  private final Server server;
  private final ServerConnector https;
  private final ServerConnector http;

  private Edge(Server server, ServerConnector https, ServerConnector http) {
    this.server = server;
    this.https = https;
    this.http = http;
  }

  /**
   * Starts the edge.
   *
   * @throws IOException naming the port when it cannot be had
   */
  public static Edge start(EdgeSettings settings) throws Exception {
    return start(settings, HEAD_PATIENCE);
  }

  static Edge start(EdgeSettings settings, Duration headPatience) throws Exception {
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("edge");
    Server server = new Server(threads);
    SslContextFactory.Server tls = tls(settings);
    int httpsPort = settings.httpsPort();
    int httpPort = settings.httpPort();
    List<ServerConnector> connectors = new ArrayList<>();
    for (InetAddress address : Loopback.addresses()) {
      HttpConnectionFactory secure = http1();
      // The server decides which hosts it knows, whatever name the handshake asked for.
      secure.getHttpConfiguration().addCustomizer(new SecureRequestCustomizer(false));
      ServerConnector https =
          listen(server, address, httpsPort, new SslConnectionFactory(tls, "http/1.1"), secure);
      ServerConnector http = listen(server, address, httpPort, http1());
      httpsPort = https.getLocalPort();
      httpPort = http.getLocalPort();
      connectors.addAll(List.of(https, http));
    }
    String publicHost = settings.publicHost();
    server.setErrorHandler(new EdgeErrors());
    HeadPatience patience =
        new HeadPatience(
            new SecureOnly(
                new RedirectHandler(publicHost, httpsPort),
                new ForwardHandler(settings.upstreamPort())),
            headPatience);
    server.setHandler(patience);
    server.start();
    connectors.forEach(patience::watch);
    return new Edge(server, connectors.get(0), connectors.get(1));
  }

  public int httpsPort() {
    return https.getLocalPort();
  }

  public int httpPort() {
    return http.getLocalPort();
  }

  @Override
  public void close() throws Exception {
    server.stop();
  }

  private static ServerConnector listen(
      Server server, InetAddress address, int port, ConnectionFactory... factories)
      throws IOException {
    try {
      return Listening.bind(server, address.getHostAddress(), port, IDLE, factories);
    } catch (IOException problem) {
      throw new IOException(
          "port %d on %s cannot be had: %s"
              .formatted(port, address.getHostAddress(), problem.getMessage()),
          problem);
    }
  }

  private static HttpConnectionFactory http1() {
    HttpConnectionFactory http1 = Listening.http1(MOST_HEADER_BYTES);
    HttpConfiguration configuration = http1.getHttpConfiguration();
    configuration.setSendDateHeader(false);
    configuration.setResponseHeaderSize(MOST_HEADER_BYTES);
    return http1;
  }

  private static SslContextFactory.Server tls(EdgeSettings settings)
      throws IOException, GeneralSecurityException {
    char[] password = new char[0];
    KeyStore keys = KeyStore.getInstance("PKCS12");
    keys.load(null, password);
    Pem pem = Pem.read(settings.certificate());
    keys.setKeyEntry(
        "edge", pem.privateKey(), password, pem.certificates().toArray(new Certificate[0]));
    SslContextFactory.Server tls = new SslContextFactory.Server();
    tls.setKeyStore(keys);
    tls.setKeyStorePassword("");
    tls.setIncludeProtocols("TLSv1.3", "TLSv1.2");
    tls.setSniRequired(false);
    return tls;
  }
}
