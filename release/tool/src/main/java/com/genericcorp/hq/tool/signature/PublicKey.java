package com.genericcorp.hq.tool.signature;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/**
 * The key by which everybody checks what the project signed, in minisign's format
 * (https://jedisct1.github.io/minisign/): the algorithm's two letters {@code Ed}, eight bytes of
 * the key's number, 32 of the key.
 */
public final class PublicKey {
  /** Bytes of the key itself. */
  public static final int LENGTH = 32;

  /** Bytes of its number. */
  public static final int KEY_ID = 8;

  /** What stands before the raw key in a SubjectPublicKeyInfo (RFC 8410). */
  private static final byte[] SPKI = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] id;
  private final byte[] bytes;

  /**
   * A key.
   *
   * @param id its number, by which signatures name it
   */
  public PublicKey(byte[] id, byte[] bytes) {
    this.id = id.clone();
    this.bytes = bytes.clone();
  }

  /**
   * Reads a file's text, or its line of base64 alone.
   *
   * @param origin what to call it in errors
   * @throws InvalidInput when it is none
   */
  public static PublicKey read(String text, String origin) {
    String line =
        text.lines()
            .map(String::strip)
            .filter(one -> !one.isEmpty() && !one.startsWith("untrusted comment:"))
            .findFirst()
            .orElse("");
    byte[] all;
    try {
      all = Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException problem) {
      all = new byte[0];
    }
    if (all.length != 2 + KEY_ID + LENGTH || all[0] != 'E' || all[1] != 'd') {
      throw new InvalidInput(
          "%s is no minisign public key: expected a line of base64 that begins with RW", origin);
    }
    return new PublicKey(
        Arrays.copyOfRange(all, 2, 2 + KEY_ID), Arrays.copyOfRange(all, 2 + KEY_ID, all.length));
  }

  /** The key's name as minisign shows it: hexadecimal digits, without zeros in front. */
  public String name() {
    long number = ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN).getLong();
    return Long.toHexString(number).toUpperCase(Locale.ROOT);
  }

  /** What {@code minisign -P} takes. */
  public String base64() {
    ByteBuffer all = ByteBuffer.allocate(2 + KEY_ID + LENGTH);
    all.put((byte) 'E').put((byte) 'd').put(id).put(bytes);
    return Base64.getEncoder().encodeToString(all.array());
  }

  /** The file that {@code minisign -p} takes. */
  public String file() {
    return "untrusted comment: minisign public key %s\n%s\n".formatted(name(), base64());
  }

  /** The same key as {@code openssl} takes it. */
  public String pem() {
    ByteBuffer all = ByteBuffer.allocate(SPKI.length + LENGTH).put(SPKI).put(bytes);
    return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
        .formatted(Base64.getEncoder().encodeToString(all.array()));
  }

  public byte[] id() {
    return id.clone();
  }

  public byte[] bytes() {
    return bytes.clone();
  }

  /** Whether it is this key's plain Ed25519 signature of a message. */
  public boolean verifies(byte[] message, byte[] signature) {
    Ed25519Signer verifier = new Ed25519Signer();
    verifier.init(false, new Ed25519PublicKeyParameters(bytes));
    verifier.update(message, 0, message.length);
    return verifier.verifySignature(signature);
  }

  /**
   * Checks a file against its signature.
   *
   * @param source the signature's name, for errors
   * @return what the signer said of it, which is signed, too
   * @throws Failed when the signature is of another key, or of other bytes, or is none
   */
  public String verify(InputStream file, String signature, String source) throws IOException {
    DetachedSignature found =
        DetachedSignature.parse(signature)
            .orElseThrow(
                () ->
                    new Failed("%s is no signature in minisign's format: fetch it again", source));
    if (!found.isOf(this)) {
      throw new Failed(
          "%s was made with another key than the one that is trusted here: do not use the package;"
              + " fetch it again from where it was published",
          source);
    }
    if (!found.fits(this, file) || !found.commentFits(this)) {
      throw new Failed(
          "%s does not fit: what was signed has been changed; do not use the package, and fetch it"
              + " again from where it was published",
          source);
    }
    return found.comment();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicKey that
        && Arrays.equals(id, that.id)
        && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
