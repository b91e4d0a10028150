package com.genericcorp.hq.tool.signature;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.params.Ed25519PublicKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;
import org.jspecify.annotations.Nullable;

/**
 * A public key in minisign's format (https://jedisct1.github.io/minisign/): the algorithm's two
 * letters {@code Ed}, eight bytes of the key's number, 32 of the key.
 */
public final class PublicKey {
  private static final String COMMENT = "untrusted comment:";
  private static final String TRUSTED = "trusted comment: ";
  private static final int NUMBER_END = 10;
  private static final int KEY_BYTES = 42;
  private static final int SIGNATURE_BYTES = 74;

  private final byte[] number;
  private final Ed25519PublicKeyParameters key;

  private PublicKey(byte[] bytes) {
    this.number = Arrays.copyOfRange(bytes, 2, NUMBER_END);
    this.key = new Ed25519PublicKeyParameters(bytes, NUMBER_END);
  }

  /**
   * Reads the key's line, or the file that {@code minisign} writes with a comment above it.
   *
   * @throws InvalidInput when it is none
   */
  public static PublicKey parse(String text) {
    String line =
        text.lines()
            .filter(one -> !one.startsWith(COMMENT) && !one.isBlank())
            .findFirst()
            .orElse("");
    byte[] bytes = decoded(line);
    if (bytes.length != KEY_BYTES || bytes[0] != 'E' || bytes[1] != 'd') {
      throw new InvalidInput(
          "the public key is none of minisign's: one line of base64 that starts with RW is expected");
    }
    return new PublicKey(bytes);
  }

  /**
   * Checks a file against its signature.
   *
   * @param source the signature's name, for errors
   * @return what the signer said of it, which is signed, too
   * @throws Failed when the signature is of another key, or of other bytes, or is none
   */
  public String verify(byte[] file, String signature, String source) {
    String[] lines = signature.split("\r?\n", -1);
    if (lines.length < 4 || !lines[0].startsWith(COMMENT) || !lines[2].startsWith(TRUSTED)) {
      throw new Failed("%s is no signature in minisign's format: fetch it again", source);
    }
    byte[] signed = decoded(lines[1]);
    byte[] comment = lines[2].substring(TRUSTED.length()).getBytes(StandardCharsets.UTF_8);
    byte[] whole = decoded(lines[3]);
    boolean hashed = signed.length == SIGNATURE_BYTES && signed[1] == 'D';
    if (signed.length != SIGNATURE_BYTES || signed[0] != 'E' || !hashed && signed[1] != 'd') {
      throw new Failed("%s is no signature in minisign's format: fetch it again", source);
    }
    if (!Arrays.equals(number, Arrays.copyOfRange(signed, 2, NUMBER_END))) {
      throw new Failed(
          "%s was made with another key than the one that is trusted here: do not use the package;"
              + " fetch it again from where it was published",
          source);
    }
    byte[] own = Arrays.copyOfRange(signed, NUMBER_END, SIGNATURE_BYTES);
    byte[] message = hashed ? blake2b(file) : file;
    byte[] withComment = Arrays.copyOf(own, own.length + comment.length);
    System.arraycopy(comment, 0, withComment, own.length, comment.length);
    if (!matches(message, own) || !matches(withComment, whole)) {
      throw new Failed(
          "%s does not fit: what was signed has been changed; do not use the package, and fetch it"
              + " again from where it was published",
          source);
    }
    return lines[2].substring(TRUSTED.length());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PublicKey that
        && Arrays.equals(number, that.number)
        && Arrays.equals(key.getEncoded(), that.key.getEncoded());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(key.getEncoded());
  }

  private boolean matches(byte[] message, byte[] signature) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(false, key);
    signer.update(message, 0, message.length);
    return signer.verifySignature(signature);
  }

  private static byte[] blake2b(byte[] bytes) {
    Blake2bDigest digest = new Blake2bDigest(512);
    digest.update(bytes, 0, bytes.length);
    byte[] hash = new byte[digest.getDigestSize()];
    digest.doFinal(hash, 0);
    return hash;
  }

  private static byte[] decoded(String line) {
    try {
      return Base64.getDecoder().decode(line.strip());
    } catch (IllegalArgumentException problem) {
      return new byte[0];
    }
  }
}
