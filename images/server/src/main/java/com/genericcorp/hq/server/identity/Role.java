package com.genericcorp.hq.server.identity;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a person or a key may do in an organisation; each role may what those below it may. */
public enum Role {
  /** Sees. */
  READER,
  /** Puts agents to work. */
  MEMBER,
  /** Manages people and keys. */
  OWNER;

  public boolean includes(Role other) {
    return compareTo(other) >= 0;
  }

  /** As it stands in the database and in the API. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String text) {
    return Arrays.stream(values()).filter(role -> role.text().equals(text)).findFirst();
  }
}
