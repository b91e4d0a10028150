package com.genericcorp.hq.verify.demo;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A certificate authority that makes certificates good and bad. */
public final class TestAuthority {
  private static final char[] PASSWORD = "test".toCharArray();
  private static final Duration YEAR = Duration.ofDays(365);

  private final KeyPair keys = keyPair();
  private final String issuer;
  private final X509Certificate certificate;

  /** An authority of that name, with a key of its own. */
  public TestAuthority(String name) {
    Instant now = Instant.now();
    issuer = "CN=" + name;
    certificate = sign(issuer, keys, now.minus(YEAR), now.plus(YEAR.multipliedBy(5)), true);
  }

  /** Writes the authority's certificate as PEM. */
  public Path write(Path file) throws IOException {
    String base64;
    try {
      base64 =
          Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException(problem);
    }
    return Files.writeString(
        file, "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
  }

  /** What a server with a certificate for these names, good for a year, needs. */
  public SSLContext server(String... names) {
    return server(Instant.now().minus(Duration.ofDays(1)), Instant.now().plus(YEAR), names);
  }

  public SSLContext server(Instant from, Instant until, String... names) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      KeyPair own = keyPair();
      X509Certificate mine = sign("CN=" + names[0], own, from, until, false, names);
      store.setKeyEntry(
          "server", own.getPrivate(), PASSWORD, new X509Certificate[] {mine, certificate});
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      return context;
    } catch (GeneralSecurityException | IOException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private X509Certificate sign(
      String subject, KeyPair own, Instant from, Instant until, boolean ca, String... names) {
    try {
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              new X500Name(issuer),
              BigInteger.valueOf(System.nanoTime()),
              Date.from(from),
              Date.from(until),
              new X500Name(subject),
              own.getPublic());
      builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(ca));
      if (names.length > 0) {
        GeneralName[] alternatives =
            Arrays.stream(names)
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new);
        builder.addExtension(
            Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
      }
      return new JcaX509CertificateConverter()
          .getCertificate(
              builder.build(
                  new JcaContentSignerBuilder("SHA256withECDSA").build(keys.getPrivate())));
    } catch (GeneralSecurityException | IOException | OperatorCreationException problem) {
      throw new IllegalStateException(problem);
    }
  }

  private static KeyPair keyPair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
