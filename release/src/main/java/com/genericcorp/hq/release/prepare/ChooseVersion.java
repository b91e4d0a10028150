package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.version.NextVersion;
import com.genericcorp.hq.release.version.Version;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The version: the commit's own when it has a tag already, the one that was asked for, or the one
 * that follows from the commits since the last.
 */
final class ChooseVersion implements Step<Preparation> {
  @Override
  public String name() {
    return "Choose the version";
  }

  @Override
  public void run(Preparation preparation) {
    Preparation.Given given = preparation.given();
    History history = given.history();
    List<Version> behind = history.behind();
    Version version = chosen(given, history, behind);
    Optional<Version> last =
        behind.stream()
            .filter(one -> version.isPreRelease() || !one.isPreRelease())
            .max(Comparator.naturalOrder());
    preparation.version(version, last);
    preparation.commits(history.since(last));
  }

  private static Version chosen(Preparation.Given given, History history, List<Version> behind) {
    Optional<Version> own = history.own();
    if (given.asked().isPresent()) {
      if (given.preRelease().isPresent()) {
        throw new InvalidInput("--version and --pre-release are both given: give one");
      }
      Version asked = NextVersion.asked(given.asked().get(), behind);
      return own.filter(asked::equals).orElseGet(() -> unused(asked, history));
    }
    if (own.isPresent()) {
      return own.get(); // a publication was begun: it goes on with the same version
    }
    Optional<Version> stable =
        behind.stream().filter(one -> !one.isPreRelease()).max(Comparator.naturalOrder());
    Version next = NextVersion.of(stable, history.since(stable));
    Version above =
        behind.stream()
            .map(Version::stable)
            .filter(one -> stable.isEmpty() || one.compareTo(stable.get()) > 0)
            .max(Comparator.naturalOrder())
            .filter(one -> one.compareTo(next) > 0)
            .orElse(next); // a pre-release has announced a higher one
    Set<Version> known = history.versions().keySet();
    return unused(
        given.preRelease().isPresent()
            ? NextVersion.preRelease(above, given.preRelease().get(), known)
            : above,
        history);
  }

  private static Version unused(Version version, History history) {
    if (history.versions().containsKey(version)) {
      throw new Failed(
          "%s is the tag of another commit, which this one does not have behind it: choose another"
              + " with --version",
          version.tag());
    }
    return version;
  }
}
