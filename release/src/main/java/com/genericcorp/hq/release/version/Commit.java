package com.genericcorp.hq.release.version;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What was committed, read by Conventional Commits 1.0.0 where its message is written so. A message
 * without one of the known types is a plain sentence; so is {@code Docs: …}, with a capital.
 *
 * @param hash 40 hexadecimal digits
 * @param kind what it is to a customer
 * @param scope the part of the product in brackets, if it is named
 * @param breaking whether a customer has to do something because of it
 * @param subject the sentence without type and scope
 */
public record Commit(
    String hash, Kind kind, Optional<String> scope, boolean breaking, String subject) {
  private static final Pattern CONVENTIONAL =
      Pattern.compile("([a-z]+)(?:\\(([^()\\r\\n]+)\\))?(!)?: +(\\S.*)");
  private static final Pattern BREAKING =
      Pattern.compile("^BREAKING[ -]CHANGE: +\\S", Pattern.MULTILINE);

  /** What a commit is to a customer. */
  public enum Kind {
    FEATURE,
    FIX,
    FASTER,
    /** Of the house: documents, tests, build. */
    INTERNAL,
    /** A plain sentence, which may be anything. */
    PLAIN
  }

  private static final Map<String, Kind> TYPES =
      Map.ofEntries(
          Map.entry("feat", Kind.FEATURE),
          Map.entry("fix", Kind.FIX),
          Map.entry("revert", Kind.FIX),
          Map.entry("perf", Kind.FASTER),
          Map.entry("build", Kind.INTERNAL),
          Map.entry("chore", Kind.INTERNAL),
          Map.entry("ci", Kind.INTERNAL),
          Map.entry("docs", Kind.INTERNAL),
          Map.entry("refactor", Kind.INTERNAL),
          Map.entry("style", Kind.INTERNAL),
          Map.entry("test", Kind.INTERNAL));

  /** Reads a whole message. */
  public static Commit of(String hash, String message) {
    String first = message.strip().lines().findFirst().orElse("").strip();
    boolean footer = BREAKING.matcher(message).find();
    Matcher matcher = CONVENTIONAL.matcher(first);
    if (matcher.matches()) {
      Kind kind = TYPES.get(matcher.group(1).toLowerCase(Locale.ROOT));
      if (kind != null) {
        return new Commit(
            hash,
            kind,
            Optional.ofNullable(matcher.group(2)).map(String::strip),
            footer || matcher.group(3) != null,
            matcher.group(4).strip());
      }
    }
    return new Commit(hash, Kind.PLAIN, Optional.empty(), footer, first);
  }

  /** What it does to the version; before 1.0.0 what breaks moves the middle number. */
  public Bump bump(Version last) {
    if (breaking) {
      return last.major() == 0 ? Bump.MINOR : Bump.MAJOR;
    }
    return kind == Kind.FEATURE ? Bump.MINOR : Bump.PATCH;
  }
}
