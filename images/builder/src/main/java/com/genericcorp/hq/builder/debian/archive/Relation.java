package com.genericcorp.hq.builder.debian.archive;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One alternative of a dependency: {@code libc6 (>= 2.38)}.
 *
 * @param constraint which versions do; empty: any
 */
public record Relation(String name, Optional<Constraint> constraint) {
  private static final Pattern FORM =
      Pattern.compile(
          "([a-z0-9][a-z0-9.+-]*)(?::[a-z0-9]+)?\\s*(?:\\(\\s*(<<|<=|=|>=|>>)\\s*(\\S+?)\\s*\\))?");

  /**
   * Which versions do.
   *
   * @param operator {@code <<}, {@code <=}, {@code =}, {@code >=} or {@code >>}
   */
  public record Constraint(String operator, Version version) {
    boolean allows(Version other) {
      int order = other.compareTo(version);
      return switch (operator) {
        case "<<" -> order < 0;
        case "<=" -> order <= 0;
        case "=" -> order == 0;
        case ">=" -> order >= 0;
        default -> order > 0;
      };
    }
  }

  /** A field such as {@code Depends}: all of the outer list, one of each inner list. */
  public static List<List<Relation>> parse(String field) {
    List<List<Relation>> all = new ArrayList<>();
    for (String clause : field.split(",", -1)) {
      if (clause.isBlank()) {
        continue;
      }
      List<Relation> alternatives = new ArrayList<>();
      for (String alternative : clause.split("\\|", -1)) {
        alternatives.add(one(alternative.strip()));
      }
      all.add(List.copyOf(alternatives));
    }
    return List.copyOf(all);
  }

  private static Relation one(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidInput("'%s' is no relation between Debian packages", text);
    }
    Optional<Constraint> constraint =
        matcher.group(2) == null
            ? Optional.empty()
            : Optional.of(new Constraint(matcher.group(2), new Version(matcher.group(3))));
    return new Relation(matcher.group(1), constraint);
  }

  /** Whether this package does, by its own name or by one that it provides. */
  public boolean allows(ArchivePackage candidate) {
    if (candidate.name().equals(name)) {
      return constraint.isEmpty() || constraint.get().allows(candidate.version());
    }
    // A provided name without a version satisfies no constraint.
    return candidate.provided().stream()
        .filter(provided -> provided.name().equals(name))
        .anyMatch(
            provided ->
                constraint.isEmpty()
                    || provided
                        .constraint()
                        .filter(version -> constraint.get().allows(version.version()))
                        .isPresent());
  }

  @Override
  public String toString() {
    return name
        + constraint.map(one -> " (" + one.operator() + " " + one.version() + ")").orElse("");
  }
}
