package com.genericcorp.hq.local.edge;

import java.nio.file.Path;
import javax.net.ssl.SSLException;

/** Tries one version of TLS: authority, port, version. Says whether the edge spoke it. */
final class OldHandshake {
  private OldHandshake() {}

  public static void main(String... words) throws Exception {
    TlsClient client = new TlsClient(Path.of(words[0]), Integer.parseInt(words[1]));
    try {
      client.connect("demo.localhost", words[2]).close();
      System.out.println("spoken");
    } catch (SSLException problem) {
      // An alert that came over the wire, not this JVM's own unwillingness.
      boolean byTheEdge = String.valueOf(problem.getMessage()).contains("Received fatal alert");
      System.out.println((byTheEdge ? "refused by the edge: " : "not tried: ") + problem);
    }
  }
}
