package com.genericcorp.hq.release.sign;

import com.genericcorp.hq.tool.signature.PublicKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * Signatures of tags as Git takes them with {@code gpg.format=ssh}: OpenSSH's PROTOCOL.sshsig, with
 * the same key that signs the checksums. GitHub calls such a tag verified once the public key is
 * among the signing keys of whoever pushes.
 */
public final class SshSignature {
  private static final String MAGIC = "SSHSIG";
  private static final String TYPE = "ssh-ed25519";
  private static final String NAMESPACE = "git";
  private static final String HASH = "sha512";
  private static final int LINE = 70;

  private SshSignature() {}

  /** The armoured signature of a tag's bytes. */
  public static byte[] ofTag(SecretKey key, byte[] tag) {
    byte[] signed =
        new Blob().raw(MAGIC).string(NAMESPACE).string("").string(HASH).string(sha512(tag)).bytes();
    byte[] signature = new Blob().string(TYPE).string(key.signature(signed)).bytes();
    byte[] all =
        new Blob()
            .raw(MAGIC)
            .number(1)
            .string(blob(key.publicKey()))
            .string(NAMESPACE)
            .string("")
            .string(HASH)
            .string(signature)
            .bytes();
    String base64 = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(all);
    return "-----BEGIN SSH SIGNATURE-----\n%s\n-----END SSH SIGNATURE-----\n"
        .formatted(base64)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** The key as a line of OpenSSH: what GitHub and {@code allowed_signers} take. */
  public static String publicLine(PublicKey key) {
    return TYPE + " " + Base64.getEncoder().encodeToString(blob(key));
  }

  private static byte[] blob(PublicKey key) {
    return new Blob().string(TYPE).string(key.bytes()).bytes();
  }

  private static byte[] sha512(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-512").digest(bytes);
    } catch (NoSuchAlgorithmException problem) {
      throw new IllegalStateException("every JDK has SHA-512", problem);
    }
  }

  /** SSH's encoding (RFC 4251): strings have their length before them. */
  private static final class Blob {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Blob raw(String text) {
      out.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
      return this;
    }

    Blob number(int value) {
      out.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(value).array());
      return this;
    }

    Blob string(String text) {
      return string(text.getBytes(StandardCharsets.US_ASCII));
    }

    Blob string(byte[] bytes) {
      number(bytes.length);
      out.writeBytes(bytes);
      return this;
    }

    byte[] bytes() {
      return out.toByteArray();
    }
  }
}
