package com.genericcorp.hq.builder.debian.base;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Certificates in Java's own format JKS, which has neither salt nor time when it is written so: the
 * JDK's writer puts the present time in, and PKCS12 a random salt. Every JDK reads it.
 */
final class JavaTrustStore {
  private static final int MAGIC = 0xFEEDFEED;
  private static final int VERSION = 2;
  private static final int TRUSTED = 2;

  /** The password that every JDK's own trust store has; it guards nothing. */
  private static final String PASSWORD = "changeit";

  private static final String WHITENER = "Mighty Aphrodite";

  private JavaTrustStore() {}

  /**
   * The file's bytes.
   *
   * @param certificates DER by alias
   */
  static byte[] bytes(Map<String, byte[]> certificates) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.writeInt(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(certificates.size());
      Map<String, byte[]> sorted = new TreeMap<>();
      certificates.forEach((alias, der) -> sorted.put(alias.toLowerCase(Locale.ROOT), der));
      if (sorted.size() != certificates.size()) {
        throw new Failed("two certificates have one name in a Java trust store");
      }
      for (Map.Entry<String, byte[]> entry : sorted.entrySet()) {
        out.writeInt(TRUSTED);
        out.writeUTF(entry.getKey());
        out.writeLong(0);
        out.writeUTF("X.509");
        out.writeInt(entry.getValue().length);
        out.write(entry.getValue());
      }
      MessageDigest digest = MessageDigest.getInstance("SHA-1"); // as the format has it
      digest.update(PASSWORD.getBytes(StandardCharsets.UTF_16BE));
      digest.update(WHITENER.getBytes(StandardCharsets.UTF_8));
      out.write(digest.digest(bytes.toByteArray()));
      return bytes.toByteArray();
    } catch (IOException | NoSuchAlgorithmException problem) {
      throw new IllegalStateException(problem);
    }
  }
}
