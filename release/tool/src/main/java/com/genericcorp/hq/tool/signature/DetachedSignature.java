package com.genericcorp.hq.tool.signature;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.bouncycastle.crypto.digests.Blake2bDigest;

/**
 * A file's signature in minisign's format: Ed25519 over the file's BLAKE2b-512, of old over the
 * file itself, and once more over that signature with its comment.
 */
public final class DetachedSignature {
  private static final String UNTRUSTED = "untrusted comment:";
  private static final String TRUSTED = "trusted comment: ";
  private static final int HASH_BITS = 512;
  private static final int SIGNATURE = 64;
  private static final int HEAD = 2 + PublicKey.KEY_ID;

  private final boolean hashed;
  private final byte[] keyId;
  private final byte[] own;
  private final String comment;
  private final byte[] whole;

  private DetachedSignature(
      boolean hashed, byte[] keyId, byte[] own, String comment, byte[] whole) {
    this.hashed = hashed;
    this.keyId = keyId;
    this.own = own;
    this.comment = comment;
    this.whole = whole;
  }

  /**
   * A signature of a file's hash.
   *
   * @param own the signature of the {@link #hash}
   * @param comment one line
   * @param whole the signature of {@link #withComment}
   */
  public static DetachedSignature ofHash(PublicKey key, byte[] own, String comment, byte[] whole) {
    return new DetachedSignature(true, key.id(), own, comment, whole);
  }

  /** Reads the text of a signature's file; none when it has another format. */
  public static Optional<DetachedSignature> parse(String text) {
    String[] lines = text.split("\r?\n", -1);
    if (lines.length < 4 || !lines[0].startsWith(UNTRUSTED) || !lines[2].startsWith(TRUSTED)) {
      return Optional.empty();
    }
    byte[] signed = decoded(lines[1]);
    boolean hashed = signed.length == HEAD + SIGNATURE && signed[1] == 'D';
    if (signed.length != HEAD + SIGNATURE || signed[0] != 'E' || !hashed && signed[1] != 'd') {
      return Optional.empty();
    }
    return Optional.of(
        new DetachedSignature(
            hashed,
            Arrays.copyOfRange(signed, 2, HEAD),
            Arrays.copyOfRange(signed, HEAD, signed.length),
            lines[2].substring(TRUSTED.length()),
            decoded(lines[3])));
  }

  /**
   * The text of the signature's file.
   *
   * @param untrusted a comment that is not signed
   */
  public String text(String untrusted) {
    ByteBuffer signed = ByteBuffer.allocate(HEAD + SIGNATURE);
    signed.put((byte) 'E').put((byte) (hashed ? 'D' : 'd')).put(keyId).put(own);
    Base64.Encoder base64 = Base64.getEncoder();
    return "%s %s\n%s\n%s%s\n%s\n"
        .formatted(
            UNTRUSTED,
            untrusted,
            base64.encodeToString(signed.array()),
            TRUSTED,
            comment,
            base64.encodeToString(whole));
  }

  /** Whether the file's hash was signed, not the file itself. */
  public boolean hashed() {
    return hashed;
  }

  /** What the signer said; to be believed when it {@link #commentFits}. */
  public String comment() {
    return comment;
  }

  /** The name of the key that it says it was made with. */
  public String keyName() {
    return new PublicKey(keyId, new byte[PublicKey.LENGTH]).name();
  }

  /** Whether it says that it was made with this key. */
  public boolean isOf(PublicKey key) {
    return Arrays.equals(keyId, key.id());
  }

  /** Whether the key signed this file. */
  public boolean fits(PublicKey key, InputStream file) throws IOException {
    return key.verifies(hashed ? hash(file) : file.readAllBytes(), own);
  }

  /** Whether the key signed the comment, too. */
  public boolean commentFits(PublicKey key) {
    return key.verifies(withComment(own, comment), whole);
  }

  /** What is signed in the second place. */
  public static byte[] withComment(byte[] own, String comment) {
    byte[] words = comment.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(own.length + words.length).put(own).put(words).array();
  }

  /** What is signed in the first place: BLAKE2b-512. */
  public static byte[] hash(InputStream in) throws IOException {
    Blake2bDigest hash = new Blake2bDigest(HASH_BITS);
    byte[] buffer = new byte[1 << 16];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      hash.update(buffer, 0, count);
    }
    byte[] result = new byte[HASH_BITS / 8];
    hash.doFinal(result, 0);
    return result;
  }

  private static byte[] decoded(String line) {
    try {
      return Base64.getDecoder().decode(line.strip());
    } catch (IllegalArgumentException problem) {
      return new byte[0];
    }
  }
}
