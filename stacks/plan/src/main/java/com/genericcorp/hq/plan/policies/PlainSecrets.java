package com.genericcorp.hq.plan.policies;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Finds what looks like a secret among inputs. */
final class PlainSecrets {
  private static final Pattern NAME =
      Pattern.compile("(?i).*(password|passwd|secret|token|apikey|privatekey|credential)s?");

  /** Private keys, access keys of AWS, tokens of GitHub, and addresses with a password in them. */
  private static final Pattern VALUE =
      Pattern.compile(
          "-----BEGIN [A-Z ]*PRIVATE KEY|(AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36}"
              + "|[a-z]+://[^/\\s:@]+:[^/\\s:@]+@");

  private PlainSecrets() {}

  /** The first that is found, by where it is; never its value. */
  static Optional<String> in(@Nullable Object value) {
    return in("", value);
  }

  private static Optional<String> in(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(
              entry ->
                  in(
                      path.isEmpty() ? entry.getKey() + "" : path + "." + entry.getKey(),
                      entry.getValue()))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(one -> in(path, one)).flatMap(Optional::stream).findFirst();
    }
    if (value instanceof String text && !text.isEmpty() && !text.startsWith("arn:")) {
      if (NAME.matcher(path).matches() || VALUE.matcher(text).find()) {
        return Optional.of("its input " + path + " looks like a secret");
      }
    }
    return Optional.empty();
  }
}
