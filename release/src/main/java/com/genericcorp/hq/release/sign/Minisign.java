package com.genericcorp.hq.release.sign;

import com.genericcorp.hq.cli.Failed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * Detached signatures in minisign's format, prehashed: Ed25519 over a file's BLAKE2b-512, and once
 * more over that signature with its comment. Nothing in them depends on when they were made.
 */
public final class Minisign {
  /** What a signature's file is called: the signed one's name and this. */
  public static final String SUFFIX = ".minisig";

  private static final String UNTRUSTED = "untrusted comment: ";
  private static final String TRUSTED = "trusted comment: ";
  private static final int HASH_BITS = 512;
  private static final int SIGNATURE = 64;
  private static final int KEY_ID = 8;

  private Minisign() {}

  /**
   * The signature's file of a file.
   *
   * @param comment one line that is signed with it
   */
  public static String sign(SecretKey key, Path file, String comment) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return signed(key, hash(in), comment);
    }
  }

  /** The signature's file of a text that becomes a file as it is. */
  public static String sign(SecretKey key, String text, String comment) {
    try (InputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      return signed(key, hash(in), comment);
    } catch (IOException problem) {
      throw new UncheckedIOException("memory cannot be read", problem);
    }
  }

  private static String signed(SecretKey key, byte[] hash, String comment) {
    if (comment.indexOf('\n') >= 0 || comment.indexOf('\r') >= 0) {
      throw new IllegalArgumentException("a comment is one line");
    }
    byte[] signature = key.signature(hash);
    ByteBuffer all = ByteBuffer.allocate(2 + KEY_ID + SIGNATURE);
    all.put((byte) 'E').put((byte) 'D').put(key.publicKey().id()).put(signature);
    byte[] global = key.signature(joined(signature, comment));
    Base64.Encoder base64 = Base64.getEncoder();
    return UNTRUSTED
        + "signed with key "
        + key.publicKey().name()
        + "\n"
        + base64.encodeToString(all.array())
        + "\n"
        + TRUSTED
        + comment
        + "\n"
        + base64.encodeToString(global)
        + "\n";
  }

  /**
   * Checks a file's signature.
   *
   * @param signature the text of the signature's file
   * @return the comment that was signed
   * @throws Failed when it is damaged, by another key or of other bytes
   */
  public static String verify(PublicKey key, Path file, String signature) throws IOException {
    List<String> lines = signature.lines().toList();
    byte[] head = lines.size() < 4 ? new byte[0] : decoded(lines.get(1));
    if (head.length != 2 + KEY_ID + SIGNATURE
        || head[0] != 'E'
        || head[1] != 'D'
        || !lines.get(2).startsWith(TRUSTED)) {
      throw new Failed(
          "the signature of %s is none: expected minisign's four lines, prehashed", name(file));
    }
    byte[] id = Arrays.copyOfRange(head, 2, 2 + KEY_ID);
    if (!Arrays.equals(id, key.id())) {
      throw new Failed(
          "%s was signed with the key %s, not with %s: do not use it",
          name(file), new PublicKey(id, new byte[PublicKey.LENGTH]).name(), key.name());
    }
    byte[] own = Arrays.copyOfRange(head, 2 + KEY_ID, head.length);
    byte[] hash;
    try (InputStream in = Files.newInputStream(file)) {
      hash = hash(in);
    }
    if (!key.verifies(hash, own)) {
      throw new Failed("%s is not what was signed: do not use it", name(file));
    }
    String comment = lines.get(2).substring(TRUSTED.length());
    if (!key.verifies(joined(own, comment), decoded(lines.get(3)))) {
      throw new Failed("the comment in the signature of %s was changed: do not use it", name(file));
    }
    return comment;
  }

  private static byte[] joined(byte[] signature, String comment) {
    byte[] words = comment.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(signature.length + words.length).put(signature).put(words).array();
  }

  private static byte[] decoded(String line) {
    try {
      return Base64.getDecoder().decode(line.strip());
    } catch (IllegalArgumentException problem) {
      return new byte[0];
    }
  }

  private static byte[] hash(InputStream in) throws IOException {
    Blake2bDigest hash = new Blake2bDigest(HASH_BITS);
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      hash.update(buffer, 0, count);
    }
    byte[] result = new byte[HASH_BITS / 8];
    hash.doFinal(result, 0);
    return result;
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
