package com.genericcorp.hq.verify.wire;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * What a server showed in a handshake, trusted or not.
 *
 * @param chain its certificates, its own first
 * @param protocol as the JDK names it: {@code TLSv1.3}
 */
public record Peer(List<X509Certificate> chain, String protocol) {
  static Peer of(SSLSession session) throws NoAnswer {
    try {
      List<X509Certificate> chain = new ArrayList<>();
      for (Certificate certificate : session.getPeerCertificates()) {
        chain.add((X509Certificate) certificate);
      }
      return new Peer(chain, session.getProtocol());
    } catch (SSLPeerUnverifiedException problem) {
      throw new NoAnswer("the server showed no certificate", problem);
    }
  }
}
