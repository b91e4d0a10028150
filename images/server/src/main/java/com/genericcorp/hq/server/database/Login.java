package com.genericcorp.hq.server.database;

import java.util.function.Supplier;

/**
 * A database login. Its password is asked for at each new connection, so that a rotated one is used
 * from then on.
 */
public record Login(String user, Supplier<String> password) {
  @Override
  public String toString() {
    return user;
  }
}
