package com.genericcorp.hq.local.edge;

import com.genericcorp.hq.local.certificates.CertificateNames;
import com.genericcorp.hq.local.certificates.LocalCertificates;
import com.genericcorp.hq.local.edge.TlsClient.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An edge before a server that says what arrived. */
@Timeout(60)
abstract class EdgeFixture {
  static final String HOST = "demo.localhost";
  static final String TENANT = "acme.demo.localhost";
  @TempDir Path folder;
  LocalCertificates certificates;
  Upstream upstream;
  Edge edge;
  TlsClient client;

  @BeforeEach
  void start() throws Exception {
    certificates = new LocalCertificates(folder);
    certificates.ensure(CertificateNames.of(HOST, "{slug}.demo.localhost"), Instant.now());
    upstream = new Upstream();
    edge = Edge.start(settings(0, upstream.port()));
    client = new TlsClient(certificates.authority(), edge.httpsPort());
  }

  @AfterEach
  void stop() throws Exception {
    edge.close();
    upstream.close();
  }

  EdgeSettings settings(int httpsPort, int upstreamPort) {
    return new EdgeSettings(httpsPort, 0, upstreamPort, HOST, certificates.server(), List.of());
  }

  /** An answer on the port that is not TLS's. */
  Answer plain(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), edge.httpPort())) {
      socket.setSoTimeout((int) Duration.ofSeconds(10).toMillis());
      return TlsClient.talk(socket, request + "\r\nConnection: close\r\n\r\n");
    }
  }
}
