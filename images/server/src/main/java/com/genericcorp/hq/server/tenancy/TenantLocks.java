package com.genericcorp.hq.server.tenancy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Keys of organisations' advisory locks. PostgreSQL gives all programs one space of 64-bit keys: 12
 * bits say what a key is for, 52 hold the organisation's id, whose ten characters of 36 just fit,
 * so that no two organisations share a lock.
 */
public final class TenantLocks {
  private static final int ID_BITS = 52;
  private static final long ACTING = 0x0ACL << ID_BITS;
  private static final long OPERATION = 0x0B0L << ID_BITS;
  private static final long SLUG = 0x0B1L << ID_BITS;

  private TenantLocks() {}

  /** Held, shared, by every transaction that acts for the organisation. */
  public static long acting(String tenantId) {
    return ACTING | bits(tenantId);
  }

  /** Held by the one command that changes the organisation. */
  static long operation(String tenantId) {
    return OPERATION | bits(tenantId);
  }

  /** Held by the one command that makes an organisation of this name, which has no id yet. */
  static long operationOn(Slug slug) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(slug.value().getBytes(StandardCharsets.US_ASCII));
      return SLUG | (ByteBuffer.wrap(digest).getLong() >>> (Long.SIZE - ID_BITS));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static long bits(String tenantId) {
    return Long.parseLong(tenantId, Character.MAX_RADIX);
  }
}
