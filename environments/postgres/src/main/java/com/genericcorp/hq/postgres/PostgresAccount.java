package com.genericcorp.hq.postgres;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.regex.Pattern;

/**
 * A login: a name that needs no quotes in SQL, and a password of printable ASCII characters (which
 * SCRAM takes as they are).
 */
public record PostgresAccount(String user, String password) {
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");
  private static final Pattern PASSWORD = Pattern.compile("[!-~]{12,256}");

  public PostgresAccount {
    requireName(user);
    if (!PASSWORD.matcher(password).matches()) {
      throw new InvalidInput(
          "the password of '%s' cannot be used: give 12 to 256 printable ASCII characters, no blanks",
          user);
    }
  }

  static String requireName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new InvalidInput(
          "'%s' cannot be a name in PostgreSQL here: use lower-case letters, digits and '_', at most 63",
          name);
    }
    return name;
  }

  /** The name alone: a password is never printed. */
  @Override
  public String toString() {
    return user;
  }
}
