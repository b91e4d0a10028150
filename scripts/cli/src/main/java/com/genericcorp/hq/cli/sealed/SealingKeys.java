package com.genericcorp.hq.cli.sealed;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cryptography of sealed output, from the JDK alone: X25519 between a key pair of the reader
 * and one of the writer, both made for this one output; HKDF-SHA-256 (RFC 5869) makes of it the key
 * of AES-256-GCM. The nonce is the line's number and whether it is the last, so that no line can be
 * left out, moved or added unnoticed.
 */
final class SealingKeys {
  private static final String CURVE = "X25519";
  private static final String MAC = "HmacSHA256";
  private static final byte[] LABEL = "agenthq sealed output 1".getBytes(StandardCharsets.US_ASCII);
  private static final int HASH_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;

  private SealingKeys(SecretKeySpec key) {
    this.key = key;
  }

  /** A key pair for one output. */
  static KeyPair newPair() {
    try {
      return KeyPairGenerator.getInstance(CURVE).generateKeyPair();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // Every JDK since 11 has it.
    }
  }

  /**
   * The key of both sides.
   *
   * @param own this side's private key
   * @throws GeneralSecurityException when the other side's key is none
   */
  static SealingKeys agree(PrivateKey own, PublicKey other, PublicKey writer, PublicKey reader)
      throws GeneralSecurityException {
    KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
    agreement.init(own);
    agreement.doPhase(other, true);
    byte[] extracted = mac(new byte[HASH_BYTES], agreement.generateSecret());
    byte[] about = join(LABEL, writer.getEncoded(), reader.getEncoded(), new byte[] {1});
    return new SealingKeys(new SecretKeySpec(mac(extracted, about), "AES"));
  }

  private static byte[] mac(byte[] key, byte[] text) throws GeneralSecurityException {
    Mac mac = Mac.getInstance(MAC);
    mac.init(new SecretKeySpec(key, MAC));
    return mac.doFinal(text);
  }

  private static byte[] join(byte[]... parts) {
    int length = 0;
    for (byte[] part : parts) {
      length += part.length;
    }
    ByteBuffer joined = ByteBuffer.allocate(length);
    for (byte[] part : parts) {
      joined.put(part);
    }
    return joined.array();
  }

  /** A public key as it is handed over: X.509's SubjectPublicKeyInfo in base64, 60 characters. */
  static String text(PublicKey key) {
    return Base64.getEncoder().encodeToString(key.getEncoded());
  }

  static PublicKey publicKey(byte[] encoded) throws GeneralSecurityException {
    return KeyFactory.getInstance(CURVE).generatePublic(new X509EncodedKeySpec(encoded));
  }

  /**
   * A reader's key as it was handed over.
   *
   * @throws InvalidInput when it is none
   */
  static PublicKey publicKey(String text) {
    try {
      return publicKey(Base64.getDecoder().decode(text.strip()));
    } catch (GeneralSecurityException | IllegalArgumentException problem) {
      throw new InvalidInput(
          "OUTPUT_KEY is no public key of X25519 (SubjectPublicKeyInfo in base64): nothing was done,"
              + " as its output could be read by nobody");
    }
  }

  byte[] seal(int number, boolean last, byte[] text, int length) throws GeneralSecurityException {
    return cipher(Cipher.ENCRYPT_MODE, number, last).doFinal(text, 0, length);
  }

  byte[] open(int number, boolean last, byte[] sealed) throws GeneralSecurityException {
    return cipher(Cipher.DECRYPT_MODE, number, last).doFinal(sealed);
  }

  private Cipher cipher(int mode, int number, boolean last) throws GeneralSecurityException {
    ByteBuffer nonce = ByteBuffer.allocate(NONCE_BYTES);
    nonce.putInt(number).put((byte) (last ? 1 : 0));
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce.array()));
    return cipher;
  }
}
