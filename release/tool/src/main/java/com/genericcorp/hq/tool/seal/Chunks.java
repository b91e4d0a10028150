package com.genericcorp.hq.tool.seal;

import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;

/** AES-256-GCM over chunks of 64 KiB, one of them whole or not there at all. */
final class Chunks {
  static final int PLAIN = 1 << 16;
  static final int TAG = 16;
  static final int SEALED = PLAIN + TAG;

  private final SealHeader header;
  private final SecretKey key;
  private final Cipher cipher;
  private int number;

  Chunks(SealHeader header, char[] passphrase) {
    this.header = header;
    this.key = header.key(passphrase);
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
    } catch (GeneralSecurityException problem) {
      throw new IllegalStateException("this JRE has no AES-GCM", problem);
    }
  }

  /**
   * Seals or opens the next chunk.
   *
   * @param mode {@link Cipher#ENCRYPT_MODE} or {@link Cipher#DECRYPT_MODE}
   * @throws GeneralSecurityException when it cannot be opened: another key, other bytes or place
   */
  byte[] next(int mode, byte[] bytes, int length, boolean last) throws GeneralSecurityException {
    if (number == Integer.MAX_VALUE) {
      throw new GeneralSecurityException("more than 128 TiB in one file");
    }
    if (mode == Cipher.DECRYPT_MODE && length < TAG) {
      number++;
      throw new GeneralSecurityException("shorter than its tag");
    }
    cipher.init(mode, key, new GCMParameterSpec(TAG * Byte.SIZE, header.nonce(number++, last)));
    cipher.updateAAD(header.bytes());
    return cipher.doFinal(bytes, 0, length);
  }

  /** How many chunks were worked on. */
  int count() {
    return number;
  }
}
