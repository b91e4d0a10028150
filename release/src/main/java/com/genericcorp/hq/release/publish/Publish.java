package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.version.Version;
import java.util.Optional;

/** The one call by which a complete draft becomes public. */
final class Publish implements PublishStep {
  @Override
  public String name() {
    return "Publish";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) {
    // Once more, for GitHub's list may lag: a twin that a lost answer left is found by now.
    Release draft = OpenDraft.only(publication).orElseThrow();
    if (draft.id() != publication.draft().orElseThrow().id()) {
      throw new Failed("the draft of %s is another one now: run it again", draft.tag());
    }
    boolean latest = isLatest(publication);
    publication.shownAsLatest(latest);
    publication.published(publication.releases().publish(draft, latest));
  }

  private static boolean isLatest(Publication publication) {
    Version version = publication.prepared().version();
    return switch (publication.latest()) {
      case TRUE -> true;
      case FALSE -> false;
      case AUTO ->
          !version.isPreRelease()
              && publication
                  .releases()
                  .latest()
                  .flatMap(one -> Version.ofTag(one.tag()))
                  .filter(other -> other.compareTo(version) > 0)
                  .isEmpty();
    };
  }

  @Override
  public void rehearse(Publication publication) {
    publication.say(
        "would publish %s%s",
        publication.tagName(), isLatest(publication) ? ", shown as the latest" : "");
  }
}
