package com.genericcorp.hq.server.migration.sql;

/**
 * Something that a migration may not do.
 *
 * @param line of its file, from 1
 * @param what of the statement it is
 */
public record Finding(String file, int line, Rule rule, String what) {
  /** {@code FILE:LINE: what: reason (rule)}. */
  @Override
  public String toString() {
    return "%s:%d: %s: %s (%s)".formatted(file, line, what, rule.reason(), rule.label());
  }
}
