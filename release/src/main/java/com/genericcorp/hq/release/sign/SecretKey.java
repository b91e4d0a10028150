package com.genericcorp.hq.release.sign;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.signers.Ed25519Signer;

/**
 * The project's Ed25519 key, in minisign's file format without a passphrase ({@code minisign -G
 * -W}). It never shows itself.
 */
public final class SecretKey {
  private static final byte[] ALGORITHM = {'E', 'd'};
  private static final byte[] NO_PASSPHRASE = {0, 0};
  private static final byte[] CHECKSUM = {'B', '2'};

  /** Algorithms; salt and limits of the passphrase's derivation, all zero without one. */
  private static final int HEAD = 2 + 2 + 2 + 32 + 8 + 8;

  private static final int SEED = 32;

  /** With the public key behind the seed, and a checksum that is zero without a passphrase. */
  private static final int LENGTH = HEAD + PublicKey.KEY_ID + SEED + PublicKey.LENGTH + 32;

  private final Ed25519PrivateKeyParameters key;
  private final PublicKey publicKey;

  private SecretKey(byte[] id, byte[] seed) {
    this.key = new Ed25519PrivateKeyParameters(seed);
    this.publicKey = new PublicKey(id, key.generatePublicKey().getEncoded());
  }

  /** A new key of the system's randomness. */
  public static SecretKey generate() {
    SecureRandom random = new SecureRandom();
    byte[] id = new byte[PublicKey.KEY_ID];
    byte[] seed = new byte[SEED];
    random.nextBytes(id);
    random.nextBytes(seed);
    return new SecretKey(id, seed);
  }

  /**
   * Reads a key's file.
   *
   * @param origin what to call it in errors; the text is never shown
   */
  public static SecretKey read(String text, String origin) {
    byte[] bytes = decoded(text, origin);
    if (bytes.length != LENGTH || !Arrays.equals(Arrays.copyOf(bytes, 2), ALGORITHM)) {
      throw unreadable(origin);
    }
    if (!Arrays.equals(Arrays.copyOfRange(bytes, 2, 4), NO_PASSPHRASE)) {
      throw new InvalidInput(
          "%s has a key with a passphrase, which nobody is there to type: make one by"
              + " 'scripts/hq release key' or 'minisign -G -W'",
          origin);
    }
    byte[] id = Arrays.copyOfRange(bytes, HEAD, HEAD + PublicKey.KEY_ID);
    byte[] seed =
        Arrays.copyOfRange(bytes, HEAD + PublicKey.KEY_ID, HEAD + PublicKey.KEY_ID + SEED);
    SecretKey key = new SecretKey(id, seed);
    int at = HEAD + PublicKey.KEY_ID + SEED;
    if (!Arrays.equals(
        Arrays.copyOfRange(bytes, at, at + PublicKey.LENGTH), key.publicKey.bytes())) {
      throw new InvalidInput("%s is damaged: its public key is another one's", origin);
    }
    return key;
  }

  private static byte[] decoded(String text, String origin) {
    String line =
        text.lines()
            .map(String::strip)
            .filter(one -> !one.isEmpty() && !one.startsWith("untrusted comment:"))
            .findFirst()
            .orElseThrow(() -> unreadable(origin));
    try {
      return Base64.getDecoder().decode(line);
    } catch (IllegalArgumentException problem) {
      throw unreadable(origin);
    }
  }

  private static InvalidInput unreadable(String origin) {
    return new InvalidInput(
        "%s is no minisign secret key: expected a comment's line and a line of base64, as 'hq"
            + " release key' writes them",
        origin);
  }

  /** The file that {@link #read} takes. Whoever has it signs as the project. */
  public String secretFile() {
    ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
    bytes.put(ALGORITHM).put(NO_PASSPHRASE).put(CHECKSUM).position(HEAD);
    bytes.put(publicKey.id()).put(key.getEncoded()).put(publicKey.bytes());
    return "untrusted comment: minisign secret key %s\n%s\n"
        .formatted(publicKey.name(), Base64.getEncoder().encodeToString(bytes.array()));
  }

  public PublicKey publicKey() {
    return publicKey;
  }

  /** The plain Ed25519 signature: 64 bytes. */
  byte[] signature(byte[] message) {
    Ed25519Signer signer = new Ed25519Signer();
    signer.init(true, key);
    signer.update(message, 0, message.length);
    return signer.generateSignature();
  }

  /** Another text's plain signature. */
  byte[] signature(String message) {
    return signature(message.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "secret key " + publicKey.name();
  }
}
