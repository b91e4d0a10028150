package com.genericcorp.hq.release.version;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The version that a history asks for. */
public final class NextVersion {
  /** Where a history without a version's tag begins. */
  public static final Version FIRST = Version.of(0, 1, 0);

  private NextVersion() {}

  /**
   * From commits: the heaviest of them decides.
   *
   * @param last the highest stable version behind the commits
   * @param since what was committed after it
   * @throws Failed when nothing was
   */
  public static Version of(Optional<Version> last, List<Commit> since) {
    if (last.isEmpty()) {
      return FIRST;
    }
    if (since.isEmpty()) {
      throw new Failed(
          "nothing was committed since %s: there is nothing to release", last.get().tag());
    }
    Bump heaviest =
        since.stream()
            .map(one -> one.bump(last.get()))
            .min(Comparator.naturalOrder())
            .orElse(Bump.PATCH);
    return last.get().next(heaviest);
  }

  /**
   * The next pre-release before a stable version.
   *
   * @param name such as {@code rc}
   * @param known versions that have tags
   */
  public static Version preRelease(Version stable, String name, Collection<Version> known) {
    int number = 1;
    while (known.contains(stable.preRelease(name, number))) {
      number++;
    }
    return stable.preRelease(name, number);
  }

  /**
   * A version that somebody asked for.
   *
   * @throws InvalidInput when it is not above what its history has
   */
  public static Version asked(String text, Collection<Version> behind) {
    Version asked = Version.parse(text);
    Optional<Version> highest = behind.stream().max(Comparator.naturalOrder());
    if (highest.isPresent() && asked.compareTo(highest.get()) <= 0) {
      throw new InvalidInput(
          "%s is not above %s, which this commit has behind it: ask for a higher version",
          asked, highest.get().tag());
    }
    return asked;
  }
}
