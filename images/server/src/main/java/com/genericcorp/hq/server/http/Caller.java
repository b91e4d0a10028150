package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.identity.Role;
import com.genericcorp.hq.server.tenancy.KeyGrant;
import com.genericcorp.hq.server.tenancy.Tenant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Who makes a request: a person who is signed in, or a program with a key.
 *
 * @param id the user's or the key's
 * @param name the user's or the key's
 * @param requestsPerMinute the key's own limit below the tier's; null when it has none
 */
public record Caller(
    Tenant tenant,
    Kind kind,
    UUID id,
    String name,
    Role role,
    @Nullable Integer requestsPerMinute) {
  /** What shows who the caller is. */
  public enum Kind {
    USER,
    KEY
  }

  static Caller of(Tenant tenant, KeyGrant key) {
    return new Caller(tenant, Kind.KEY, key.id(), key.name(), key.role(), key.requestsPerMinute());
  }
}
