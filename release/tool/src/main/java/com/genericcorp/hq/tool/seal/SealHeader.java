package com.genericcorp.hq.tool.seal;

import com.genericcorp.hq.cli.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * What stands before the sealed bytes: how the key follows from the passphrase (Argon2id), and the
 * start of all nonces. It is authenticated with every chunk.
 *
 * <p>Format: {@code AGENTHQ-SEALED-1\n}, memory in KiB (4 bytes), passes (1), salt (16), nonces'
 * start (7).
 */
record SealHeader(int memoryKib, int passes, byte[] salt, byte[] nonceStart) {
  static final byte[] MAGIC = "AGENTHQ-SEALED-1\n".getBytes(StandardCharsets.US_ASCII);

  /** RFC 9106's second recommendation: 64 MiB, three passes. */
  private static final int MEMORY_KIB = 64 * 1024;

  private static final int PASSES = 3;

  /** A file that asks for more is not ours and would only exhaust the machine. */
  private static final int MOST_MEMORY_KIB = 256 * 1024;

  private static final int MOST_PASSES = 16;
  private static final int SALT = 16;
  private static final int NONCE_START = 7;
  private static final int KEY_BYTES = 32;

  static SealHeader random() {
    SecureRandom random = new SecureRandom();
    byte[] salt = new byte[SALT];
    byte[] nonceStart = new byte[NONCE_START];
    random.nextBytes(salt);
    random.nextBytes(nonceStart);
    return new SealHeader(MEMORY_KIB, PASSES, salt, nonceStart);
  }

  static SealHeader read(InputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw new Failed("the file is not sealed by AgentHQ: it is another kind of file, or damaged");
    }
    byte[] rest = in.readNBytes(Integer.BYTES + 1 + SALT + NONCE_START);
    if (rest.length < Integer.BYTES + 1 + SALT + NONCE_START) {
      throw new Failed("the sealed file ends in the middle: it is cut off; copy it again");
    }
    ByteBuffer fields = ByteBuffer.wrap(rest);
    int memory = fields.getInt();
    int passes = fields.get();
    if (memory < 8 || memory > MOST_MEMORY_KIB || passes < 1 || passes > MOST_PASSES) {
      throw new Failed("the sealed file's head is damaged: copy it again");
    }
    byte[] salt = new byte[SALT];
    byte[] nonceStart = new byte[NONCE_START];
    fields.get(salt).get(nonceStart);
    return new SealHeader(memory, passes, salt, nonceStart);
  }

  byte[] bytes() {
    return ByteBuffer.allocate(MAGIC.length + Integer.BYTES + 1 + SALT + NONCE_START)
        .put(MAGIC)
        .putInt(memoryKib)
        .put((byte) passes)
        .put(salt)
        .put(nonceStart)
        .array();
  }

  SecretKey key(char[] passphrase) {
    Argon2BytesGenerator argon2 = new Argon2BytesGenerator();
    argon2.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(memoryKib)
            .withIterations(passes)
            .withParallelism(1)
            .withSalt(salt)
            .build());
    byte[] key = new byte[KEY_BYTES];
    argon2.generateBytes(passphrase, key);
    return new SecretKeySpec(key, "AES");
  }

  /** The nonce of a chunk: it differs by place, so none can be moved, and by being the last. */
  byte[] nonce(int chunk, boolean last) {
    return ByteBuffer.allocate(NONCE_START + Integer.BYTES + 1)
        .put(nonceStart)
        .putInt(chunk)
        .put((byte) (last ? 1 : 0))
        .array();
  }
}
