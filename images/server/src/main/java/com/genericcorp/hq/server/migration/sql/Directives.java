package com.genericcorp.hq.server.migration.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration's file says of itself in comments: {@code -- contract: build 7}, {@code -- allow
 * RULE: REASON}.
 *
 * @param contracts the oldest build (shared migration) that may still serve when the file has run;
 *     empty when it takes nothing away from older ones
 * @param allowed rules of {@link MigrationLint} that it may break, and why
 */
public record Directives(OptionalInt contracts, Map<String, String> allowed) {
  private static final Pattern CONTRACTS =
      Pattern.compile("(?m)^-- contract: build ([1-9][0-9]{0,8})\\s*$");
  private static final Pattern ALLOWS =
      Pattern.compile("(?m)^-- allow ([a-z-]+): *(\\S.{9,}?)\\s*$");

  public static Directives of(String sql) {
    Matcher contract = CONTRACTS.matcher(sql);
    OptionalInt contracts =
        contract.find() ? OptionalInt.of(Integer.parseInt(contract.group(1))) : OptionalInt.empty();
    Map<String, String> allowed = new LinkedHashMap<>();
    Matcher allows = ALLOWS.matcher(sql);
    while (allows.find()) {
      allowed.put(allows.group(1), allows.group(2));
    }
    return new Directives(contracts, Map.copyOf(allowed));
  }
}
