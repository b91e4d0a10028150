package com.genericcorp.hq.server.identity;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person who belongs to an organisation.
 *
 * @param email in lower case
 * @param name empty until the person has accepted an invitation
 * @param active whether the person has accepted an invitation, or is a sample
 * @param lastSignedInAt null when the person never was
 */
public record User(
    UUID id,
    String email,
    String name,
    Role role,
    boolean active,
    Instant createdAt,
    @Nullable Instant lastSignedInAt) {
  /** The name, or the address of somebody who has none yet. */
  public String called() {
    return name.isEmpty() ? email : name;
  }
}
