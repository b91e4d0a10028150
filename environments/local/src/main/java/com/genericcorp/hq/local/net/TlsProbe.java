package com.genericcorp.hq.local.net;

import com.genericcorp.hq.local.certificates.Pem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Whether a loopback port speaks TLS with a certificate of our authority. */
public final class TlsProbe {
  private final SSLContext context;
  private final int port;
  private final String host;

  /**
   * A probe.
   *
   * @param authority the PEM file of the authority's certificate
   * @param host the name that the certificate must have
   */
  public TlsProbe(Path authority, int port, String host)
      throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("authority", Pem.read(authority).certificates().get(0));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    this.context = SSLContext.getInstance("TLS");
    this.context.init(null, factory.getTrustManagers(), null);
    this.port = port;
    this.host = host;
  }

  /** Whether a request over TLS is answered, whatever the answer. */
  public boolean answers(Duration patience) {
    try (Socket plain = new Socket(InetAddress.getLoopbackAddress(), port)) {
      plain.setSoTimeout((int) patience.toMillis());
      try (SSLSocket socket =
          (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true)) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        parameters.setServerNames(List.of(new SNIHostName(host)));
        socket.setSSLParameters(parameters);
        String request = "GET /health HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n";
        socket.getOutputStream().write(request.formatted(host).getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream().read() == 'H';
      }
    } catch (IOException notYet) {
      return false;
    }
  }
}
