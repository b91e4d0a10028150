package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.release.assets.Prepared;
import com.genericcorp.hq.release.git.History;
import com.genericcorp.hq.release.git.ReleaseTag;
import com.genericcorp.hq.release.git.Remote;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.sign.SecretKey;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.jspecify.annotations.Nullable;

/** What the steps of a publication know: what they were given, and what they found out. */
public final class Publication {
  /** Whether the release is shown as the latest. */
  public enum Latest {
    /** When it is stable and no higher version is. */
    AUTO,
    TRUE,
    FALSE
  }

  /**
   * What a publication is given.
   *
   * @param key signs the tag, where there is one
   * @param say takes lines for the user
   */
  public record Given(
      Prepared prepared,
      Repository repository,
      Remote remote,
      Releases releases,
      ImagePush images,
      Optional<SecretKey> key,
      Latest latest,
      Consumer<String> say) {}

  private final Given given;
  private boolean everybodyReads;
  private @Nullable Release published;
  private @Nullable Release draft;
  private boolean shownAsLatest;

  public Publication(Given given) {
    this.given = given;
  }

  Prepared prepared() {
    return given.prepared();
  }

  History history() {
    return new History(given.repository());
  }

  ReleaseTag tag() {
    return new ReleaseTag(given.repository(), prepared().version());
  }

  /** The tag's name, such as {@code v1.2.3}. */
  String tagName() {
    return prepared().version().tag();
  }

  ObjectId commit() {
    return ObjectId.fromString(prepared().commit());
  }

  Remote remote() {
    return given.remote();
  }

  Releases releases() {
    return given.releases();
  }

  ImagePush images() {
    return given.images();
  }

  Optional<SecretKey> key() {
    return given.key();
  }

  Latest latest() {
    return given.latest();
  }

  void say(String format, Object... arguments) {
    given.say().accept(String.format(format, arguments));
  }

  /** Why a step has nothing to do once the release is public. */
  Optional<String> isPublic() {
    return published().map(one -> one.tag() + " is public already");
  }

  Optional<Release> published() {
    return Optional.ofNullable(published);
  }

  void published(Release release) {
    published = release;
  }

  Optional<Release> draft() {
    return Optional.ofNullable(draft);
  }

  void draft(Release release) {
    draft = release;
  }

  boolean everybodyReads() {
    return everybodyReads;
  }

  void everybodyReads(boolean value) {
    everybodyReads = value;
  }

  boolean shownAsLatest() {
    return shownAsLatest;
  }

  void shownAsLatest(boolean value) {
    shownAsLatest = value;
  }
}
