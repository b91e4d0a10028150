package com.genericcorp.hq.server.adoption;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * An id of ours from one of the source's: a UUID of version 5 (RFC 9562), so that the same row gets
 * the same id at every attempt, and a reference meets what it refers to.
 */
final class NameUuid {
  /** Version 5, in the namespace of URLs, of {@code https://genericcorp.com/agenthq/adoption}. */
  static final UUID NAMESPACE = uuid(urls(), "https://genericcorp.com/agenthq/adoption");

  private NameUuid() {}

  /** The id for a source's id, of the things that this word names: {@code Agent}. */
  static UUID of(String kind, String id) {
    return uuid(NAMESPACE, kind + ":" + id);
  }

  private static UUID urls() {
    return UUID.fromString("6ba7b811-9dad-11d1-80b4-00c04fd430c8");
  }

  static UUID uuid(UUID namespace, String name) {
    MessageDigest sha1;
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    ByteBuffer start = ByteBuffer.allocate(2 * Long.BYTES);
    start.putLong(namespace.getMostSignificantBits()).putLong(namespace.getLeastSignificantBits());
    sha1.update(start.array());
    ByteBuffer digest = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
    long high = (digest.getLong() & ~0xF000L) | 0x5000L;
    long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }
}
