package com.genericcorp.hq.release.version;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version by Semantic Versioning 2.0.0, without build metadata: tags of images cannot have it.
 *
 * @param preRelease the identifiers behind the hyphen; none for a stable version
 */
public record Version(int major, int minor, int patch, List<String> preRelease)
    implements Comparable<Version> {
  private static final String NUMBER = "(0|[1-9]\\d{0,8})";
  private static final String IDENTIFIER = "(?:0|[1-9]\\d*|\\d*[a-zA-Z-][0-9a-zA-Z-]*)";
  private static final Pattern FORM =
      Pattern.compile(
          "%s\\.%s\\.%s(?:-(%s(?:\\.%s)*))?"
              .formatted(NUMBER, NUMBER, NUMBER, IDENTIFIER, IDENTIFIER));
  private static final String TAG = "v";

  public Version {
    preRelease = List.copyOf(preRelease);
  }

  /** A stable version. */
  public static Version of(int major, int minor, int patch) {
    return new Version(major, minor, patch, List.of());
  }

  /**
   * Reads a version without the tag's {@code v}.
   *
   * @throws InvalidInput when it is none
   */
  public static Version parse(String text) {
    return find(text)
        .orElseThrow(
            () ->
                new InvalidInput(
                    "'%s' is no semantic version: expected MAJOR.MINOR.PATCH such as 1.4.0, or"
                        + " 1.4.0-rc.1 before it; without leading zeros, a 'v' or '+…'",
                    text));
  }

  /** The version that a tag such as {@code v1.2.3} names; other tags name none. */
  public static Optional<Version> ofTag(String tag) {
    return tag.startsWith(TAG) ? find(tag.substring(TAG.length())) : Optional.empty();
  }

  private static Optional<Version> find(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    String pre = matcher.group(4);
    return Optional.of(
        new Version(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3)),
            pre == null ? List.of() : List.of(pre.split("\\.", -1))));
  }

  /** The name of its tag. */
  public String tag() {
    return TAG + this;
  }

  public boolean isPreRelease() {
    return !preRelease.isEmpty();
  }

  /** The stable version that a pre-release comes before; itself when it is stable. */
  public Version stable() {
    return of(major, minor, patch);
  }

  /** The version that follows a change of this weight; a pre-release is followed by its own. */
  public Version next(Bump bump) {
    return switch (bump) {
      case MAJOR -> of(major + 1, 0, 0);
      case MINOR -> of(major, minor + 1, 0);
      case PATCH -> of(major, minor, patch + 1);
    };
  }

  /** A pre-release of it: {@code rc} and 2 make {@code 1.4.0-rc.2}. */
  public Version preRelease(String name, int number) {
    return parse(stable() + "-" + name + "." + number);
  }

  @Override
  public int compareTo(Version other) {
    int order = Integer.compare(major, other.major);
    order = order != 0 ? order : Integer.compare(minor, other.minor);
    order = order != 0 ? order : Integer.compare(patch, other.patch);
    if (order != 0 || preRelease.equals(other.preRelease)) {
      return order;
    }
    if (preRelease.isEmpty() || other.preRelease.isEmpty()) {
      return preRelease.isEmpty() ? 1 : -1; // stable is above its pre-releases
    }
    for (int at = 0; at < Math.min(preRelease.size(), other.preRelease.size()); at++) {
      order = compare(preRelease.get(at), other.preRelease.get(at));
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(preRelease.size(), other.preRelease.size());
  }

  /** Numbers by value and below words; words by their characters. */
  private static int compare(String left, String right) {
    boolean leftNumber = isNumber(left);
    boolean rightNumber = isNumber(right);
    if (leftNumber && rightNumber) {
      int length = Integer.compare(left.length(), right.length());
      return length != 0 ? length : left.compareTo(right);
    }
    return leftNumber == rightNumber ? left.compareTo(right) : leftNumber ? -1 : 1;
  }

  private static boolean isNumber(String identifier) {
    return identifier.chars().allMatch(one -> one >= '0' && one <= '9');
  }

  @Override
  public String toString() {
    String core = major + "." + minor + "." + patch;
    return preRelease.isEmpty() ? core : core + "-" + String.join(".", preRelease);
  }
}
