package com.genericcorp.hq.rehearse.account;

import com.genericcorp.hq.cli.Failed;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a resource names must be there already, made by this program: a simulator lets
 * pass much that AWS refuses.
 */
final class References {
  private static final Pattern ID =
      Pattern.compile(
          "\\b(?:vpc|subnet|sg|rtb|igw|nat|eipalloc|vpce|fl)-[0-9a-f]{8,17}\\b"
              + "|\\barn:aws:[a-z0-9-]+:[a-z0-9-]*:(\\d{12}):[^\"*,\\s]+");

  /** Names of other services' things, in the account, that are none of the program's resources. */
  private static final Pattern PATTERNS = Pattern.compile("\\*|:root$");

  private final Set<String> known = new HashSet<>();

  void know(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(this::know);
    } else if (value instanceof List<?> list) {
      list.forEach(this::know);
    } else if (value instanceof String text && ID.matcher(text).matches()) {
      known.add(text);
    }
  }

  void require(String urn, Map<String, Object> inputs, String account) {
    inputs.forEach((input, value) -> require(urn, input, value, account));
  }

  private void require(String urn, String input, @Nullable Object value, String account) {
    if (value instanceof Map<?, ?> map) {
      map.values().forEach(one -> require(urn, input, one, account));
    } else if (value instanceof List<?> list) {
      list.forEach(one -> require(urn, input, one, account));
    } else if (value instanceof String text && !isPolicy(text)) {
      Matcher matcher = ID.matcher(text);
      while (matcher.find()) {
        String id = matcher.group();
        if (!isKnown(id)) {
          throw new Failed(
              "%s: input %s names %s, which nothing in account %s is: this program has not made it,"
                  + " or not yet",
              urn, input, id, account);
        }
      }
    }
  }

  /** Policies speak of patterns and of what comes later. */
  private static boolean isPolicy(String text) {
    return text.contains("\"Statement\"") || PATTERNS.matcher(text).find();
  }

  /** Itself, or a key of a secret: {@code ARN:password::}. */
  private boolean isKnown(String id) {
    return known.contains(id) || known.contains(id.replaceAll(":[^:]*:[^:]*:[^:]*$", ""));
  }
}
