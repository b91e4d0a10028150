package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.release.assets.Figures;
import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.sign.SecretKey;
import com.genericcorp.hq.release.version.Commit;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the steps of a preparation know: what they were given, and what they found out. */
public final class Preparation {
  /**
   * What a preparation is given.
   *
   * @param root the repository
   * @param folder where everything is made, such as {@code target/release}
   * @param asked a version that was asked for
   * @param preRelease the name of a pre-release that was asked for, such as {@code rc}
   * @param measured a file of figures, where there is one
   * @param environment of GitHub's variables
   */
  public record Given(
      Path root,
      Path folder,
      History history,
      Optional<String> asked,
      Optional<String> preRelease,
      Packages packages,
      Optional<SecretKey> key,
      Optional<Path> measured,
      Map<String, String> environment) {}

  private final Given given;
  private @Nullable Version version;
  private Optional<Version> last = Optional.empty();
  private List<Commit> commits = List.of();
  private List<ReleasedImage> images = List.of();
  private @Nullable Figures figures;
  private @Nullable Prepared prepared;

  public Preparation(Given given) {
    this.given = given;
  }

  Given given() {
    return given;
  }

  Path assets() {
    return Prepared.assets(given.folder());
  }

  /** A file among the assets, named by the version: {@code agenthq-1.2.3<rest>}. */
  Path asset(String rest) {
    return assets().resolve("agenthq-" + version() + rest);
  }

  public Version version() {
    return Objects.requireNonNull(version, "chosen by a step before");
  }

  void version(Version chosen, Optional<Version> after) {
    version = chosen;
    last = after;
  }

  /** The version that the changes are told since. */
  public Optional<Version> last() {
    return last;
  }

  public List<Commit> commits() {
    return commits;
  }

  void commits(List<Commit> found) {
    commits = found;
  }

  List<ReleasedImage> images() {
    return images;
  }

  void images(List<ReleasedImage> built) {
    images = List.copyOf(built);
  }

  Figures figures() {
    return Objects.requireNonNull(figures, "measured by a step before");
  }

  void figures(Figures measured) {
    figures = measured;
  }

  /** Where a person may write what this version brings its customers; it need not be there. */
  public Path highlights() {
    return given.root().resolve("release/highlights/" + version() + ".md");
  }

  /** What was made, once all steps are done. */
  public Prepared prepared() {
    return Objects.requireNonNull(prepared, "written by a step before");
  }

  void prepared(Prepared made) {
    prepared = made;
  }
}
