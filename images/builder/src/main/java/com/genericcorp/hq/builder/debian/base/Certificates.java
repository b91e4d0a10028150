package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.files.FileTree;
import com.genericcorp.hq.builder.files.FileTree.Entry;
import com.genericcorp.hq.builder.files.Node;
import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.TreeMap;

/** What {@code update-ca-certificates} would have made of the package's certificates. */
final class Certificates {
  static final String ORIGIN = "certificates";
  static final String BUNDLE = "etc/ssl/certs/ca-certificates.crt";
  static final String TRUST_STORE = "etc/ssl/certs/java/cacerts";
  private static final String FOLDER = "usr/share/ca-certificates/";

  private Certificates() {}

  /**
   * Adds the bundle, and Java's trust store where Java is.
   *
   * @param java whether Java is in the image
   */
  static void addTo(FileTree tree, boolean java) throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    for (Map.Entry<String, Entry> entry : tree.entries().tailMap(FOLDER).entrySet()) {
      if (!entry.getKey().startsWith(FOLDER)) {
        break;
      }
      if (entry.getKey().endsWith(".crt")
          && entry.getValue().node() instanceof Node.RegularFile file) {
        try (InputStream in = file.content().open()) {
          all.put(entry.getKey().substring(FOLDER.length()), in.readAllBytes());
        }
      }
    }
    if (all.isEmpty()) {
      return;
    }
    StringBuilder bundle = new StringBuilder();
    for (byte[] one : all.values()) {
      String text = new String(one, StandardCharsets.US_ASCII);
      bundle.append(text).append(text.endsWith("\n") ? "" : "\n");
    }
    tree.replace(BUNDLE, file(Content.of(bundle.toString())), ORIGIN);
    if (java) {
      tree.replace(TRUST_STORE, file(Content.of(JavaTrustStore.bytes(encoded(all)))), ORIGIN);
    }
  }

  private static Map<String, byte[]> encoded(Map<String, byte[]> all) {
    Map<String, byte[]> encoded = new TreeMap<>();
    all.forEach(
        (name, bytes) -> {
          try {
            X509Certificate certificate =
                (X509Certificate)
                    CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(bytes));
            encoded.put("debian:" + name.replaceFirst(".*/", ""), certificate.getEncoded());
          } catch (CertificateException problem) {
            throw new Failed(problem, "ca-certificates: '%s' is no certificate: %s", name, problem);
          }
        });
    return encoded;
  }

  private static Node file(Content content) {
    return new Node.RegularFile(0644, 0, 0, content);
  }
}
