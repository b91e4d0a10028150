package com.genericcorp.hq.server.adoption.mapping;

import java.util.Map;
import java.util.Set;

/**
 * How another application's database becomes an organisation.
 *
 * @param file as it is shown to people
 * @param version the version of our tables that it was written for
 * @param tables by our table
 * @param leave the source's tables that are left behind
 */
public record Mapping(
    String file, int version, Map<String, TableMapping> tables, Set<String> leave) {
  /** {@code prisma.yaml:12}. */
  public String at(int line) {
    return file + ":" + line;
  }
}
