package com.genericcorp.hq.local.edge;

import com.genericcorp.hq.local.certificates.Pem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** Talks HTTP/1.1 as it is written, over TLS that trusts one authority and checks the host. */
final class TlsClient {
  private final SSLContext context;
  private final int port;

  TlsClient(Path authority, int port) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", Pem.read(authority).certificates().get(0));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    this.port = port;
  }

  /** An answer's status line and headers in lower case, and its body as it came. */
  record Answer(String head, String body) {
    int status() {
      return Integer.parseInt(head.split(" ")[1]);
    }
  }

  SSLSocket connect(String host, String... protocols) throws IOException {
    return connectTo("127.0.0.1", host, protocols);
  }

  SSLSocket connectTo(String address, String host, String... protocols) throws IOException {
    Socket plain = new Socket(InetAddress.getByName(address), port);
    plain.setSoTimeout(10_000);
    SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(plain, host, port, true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    parameters.setServerNames(List.of(new SNIHostName(host)));
    if (protocols.length > 0) {
      parameters.setProtocols(protocols);
    }
    socket.setSSLParameters(parameters);
    socket.startHandshake();
    return socket;
  }

  /** Sends a GET and reads the answer to its end. */
  Answer get(String host, String path, String... headers) throws IOException {
    List<String> lines = new ArrayList<>(List.of("GET " + path + " HTTP/1.1", "Host: " + host));
    lines.addAll(List.of(headers));
    lines.add("Connection: close");
    return send(host, String.join("\r\n", lines) + "\r\n\r\n");
  }

  Answer send(String host, String request) throws IOException {
    try (SSLSocket socket = connect(host)) {
      return talk(socket, request);
    }
  }

  static Answer talk(Socket socket, String request) throws IOException {
    socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
    String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int end = all.indexOf("\r\n\r\n");
    return new Answer(all.substring(0, end).toLowerCase(Locale.ROOT), all.substring(end + 4));
  }

  static BufferedReader reader(Socket socket) throws IOException {
    return new BufferedReader(
        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
  }
}
