package com.genericcorp.hq.verify.wire;

import com.genericcorp.hq.cli.InvalidInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** The authorities that are believed: those in one file, or the system's. */
final class Trust {
  /** The JDK's word for "any modern key exchange": the certificate's key signs. */
  private static final String KEY_SIGNS = "UNKNOWN";

  private final TrustManager[] managers;
  private final SSLContext context;

  private Trust(TrustManager[] managers, SSLContext context) {
    this.managers = managers;
    this.context = context;
  }

  /**
   * @param ca a file with PEM or DER certificates, or null for the system's authorities
   * @throws InvalidInput when the file cannot be read or holds no certificate
   */
  static Trust in(@Nullable Path ca) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(ca == null ? null : authorities(ca));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, factory.getTrustManagers(), null);
      return new Trust(factory.getTrustManagers(), context);
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("this JDK has no usable TLS", problem);
    }
  }

  private static KeyStore authorities(Path ca) throws GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    Collection<? extends Certificate> certificates;
    try {
      store.load(null, null);
      InputStream in = new ByteArrayInputStream(Files.readAllBytes(ca));
      certificates = CertificateFactory.getInstance("X.509").generateCertificates(in);
    } catch (IOException problem) {
      throw new InvalidInput(
          "The CA certificate %s cannot be read (%s): give the path of a PEM file that this user"
              + " may read",
          ca, problem.getClass().getSimpleName());
    } catch (CertificateException problem) {
      certificates = List.of();
    }
    if (certificates.isEmpty()) {
      throw new InvalidInput("%s holds no certificate: a CA certificate in PEM is expected", ca);
    }
    for (Certificate certificate : certificates) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    return store;
  }

  /** TLS that trusts these authorities and nobody else. */
  SSLContext context() {
    return context;
  }

  /** Why no client would trust the chain (server's certificate first), or empty when it would. */
  Optional<String> objection(List<X509Certificate> chain) {
    for (TrustManager manager : managers) {
      if (manager instanceof X509TrustManager authority) {
        try {
          authority.checkServerTrusted(chain.toArray(new X509Certificate[0]), KEY_SIGNS);
          return Optional.empty();
        } catch (CertificateException problem) {
          return Optional.of(reason(problem));
        }
      }
    }
    return Optional.of("this JDK has no authority that could be asked");
  }

  /** The cause that a person can act on, out of a chain of wrapped exceptions. */
  static String reason(Throwable problem) {
    Throwable last = problem;
    for (Throwable at = problem; at != null; at = at.getCause()) {
      if (at instanceof CertificateExpiredException) {
        return "a certificate has expired (" + at.getMessage() + ")";
      }
      if (at instanceof CertificateNotYetValidException) {
        return "a certificate is not valid yet (" + at.getMessage() + ")";
      }
      if (at instanceof CertPathBuilderException) {
        return "no path leads from it to a trusted authority";
      }
      if (at instanceof SignatureException) {
        return "it is signed by another key than that of the trusted authority of its name";
      }
      last = at;
    }
    return String.valueOf(last.getMessage());
  }
}
