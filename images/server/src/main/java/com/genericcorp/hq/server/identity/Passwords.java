package com.genericcorp.hq.server.identity;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;

/**
 * Passwords as Argon2id in its usual text form ({@code $argon2id$v=19$m=19456,t=2,p=1$…$…}, OWASP's
 * parameters). Each takes some 19 MiB and tens of milliseconds of a processor, so two are worked on
 * at once and a few wait.
 */
public final class Passwords {
  /** The fewest characters of a new password. */
  public static final int SHORTEST = 10;

  /** The most characters of any. */
  public static final int LONGEST = 200;

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final int AT_ONCE = 2;
  private static final int MOST_WAITING = 8;
  private static final long LONGEST_WAIT_MILLIS = 1_500;

  // Bounds keep a damaged row from taking all memory.
  private static final Pattern FORM =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,6}),t=(\\d),p=(\\d)\\$([A-Za-z0-9+/]{11,88})\\$([A-Za-z0-9+/]{22,88})");

  private static final SecureRandom RANDOM = new SecureRandom();

  /** More passwords were to be checked at once than the server takes. */
  public static final class TooBusy extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooBusy() {
      super("too many passwords at once");
    }
  }

  private final Semaphore permits = new Semaphore(AT_ONCE, true);
  private final String nobodys;

  public Passwords() {
    // Of the right form, and no password's.
    nobodys = text(new byte[SALT_BYTES], new byte[HASH_BYTES]);
  }

  /**
   * What is stored of a new password.
   *
   * @throws TooBusy when it would have to wait for too long
   */
  public String hash(String password) {
    byte[] salt = new byte[SALT_BYTES];
    RANDOM.nextBytes(salt);
    return text(salt, derive(password, salt, MEMORY_KIB, PASSES, LANES, HASH_BYTES));
  }

  /**
   * Whether the password is the stored one. It takes as long when there is none, so that nobody
   * learns who has one.
   *
   * @throws TooBusy when it would have to wait for too long
   */
  public boolean matches(@Nullable String stored, String password) {
    Matcher parts = FORM.matcher(stored == null ? nobodys : stored);
    if (!parts.matches()) {
      throw new IllegalStateException("a stored password has not the form of Argon2id");
    }
    byte[] expected = Base64.getDecoder().decode(parts.group(5));
    byte[] found =
        derive(
            password,
            Base64.getDecoder().decode(parts.group(4)),
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)),
            expected.length);
    return MessageDigest.isEqual(expected, found) && stored != null;
  }

  private byte[] derive(
      String password, byte[] salt, int memory, int passes, int lanes, int length) {
    await();
    try {
      Argon2BytesGenerator generator = new Argon2BytesGenerator();
      generator.init(
          new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
              .withVersion(Argon2Parameters.ARGON2_VERSION_13)
              .withMemoryAsKB(memory)
              .withIterations(passes)
              .withParallelism(lanes)
              .withSalt(salt)
              .build());
      // Keyboards differ in how they compose letters: é and e + ´ are one password.
      byte[] bytes =
          Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
      byte[] hash = new byte[length];
      generator.generateBytes(bytes, hash);
      return hash;
    } finally {
      permits.release();
    }
  }

  private void await() {
    try {
      if (permits.getQueueLength() >= MOST_WAITING
          || !permits.tryAcquire(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS)) {
        throw new TooBusy();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new TooBusy();
    }
  }

  private static String text(byte[] salt, byte[] hash) {
    Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
    return String.format(
        "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s",
        MEMORY_KIB, PASSES, LANES, base64.encodeToString(salt), base64.encodeToString(hash));
  }
}
