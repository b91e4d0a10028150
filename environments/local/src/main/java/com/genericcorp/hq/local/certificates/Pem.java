package com.genericcorp.hq.local.certificates;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of certificates, and perhaps the first one's elliptic-curve key, as text (RFC 7468). Key
 * and certificate in one file are always those that belong together, whenever a writer was killed.
 */
public record Pem(String text) {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";
  private static final int LINE = 64;

  static Pem of(PrivateKey key, X509Certificate certificate) throws CertificateEncodingException {
    return new Pem(block(KEY, key.getEncoded()) + block(CERTIFICATE, certificate.getEncoded()));
  }

  static Pem of(X509Certificate certificate) throws CertificateEncodingException {
    return new Pem(block(CERTIFICATE, certificate.getEncoded()));
  }

  public static Pem read(Path file) throws IOException {
    return new Pem(Files.readString(file, StandardCharsets.US_ASCII));
  }

  /** The certificates, the key's own first. */
  public List<X509Certificate> certificates() throws CertificateException {
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    List<X509Certificate> certificates = new ArrayList<>();
    for (byte[] bytes : blocks(CERTIFICATE)) {
      certificates.add(
          (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(bytes)));
    }
    return certificates;
  }

  /**
   * The private key.
   *
   * @throws GeneralSecurityException when there is none
   */
  public PrivateKey privateKey() throws GeneralSecurityException {
    List<byte[]> keys = blocks(KEY);
    if (keys.isEmpty()) {
      throw new GeneralSecurityException("there is no private key");
    }
    return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keys.get(0)));
  }

  private List<byte[]> blocks(String what) {
    List<byte[]> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) {
      if (matcher.group(1).equals(what)) {
        blocks.add(Base64.getMimeDecoder().decode(matcher.group(2)));
      }
    }
    return blocks;
  }

  private static String block(String what, byte[] bytes) {
    String text = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(bytes);
    return "-----BEGIN " + what + "-----\n" + text + "\n-----END " + what + "-----\n";
  }

  /** Says nothing of what may be a key. */
  @Override
  public String toString() {
    return "PEM";
  }
}
