package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.Releases;
import java.io.IOException;

/** What was published, as everybody sees it. */
final class ReadBack implements PublishStep {
  @Override
  public String name() {
    return "Read back what is public";
  }

  @Override
  public void run(Publication publication) throws IOException {
    Releases seen =
        publication.everybodyReads() ? publication.releases().anonymous() : publication.releases();
    Release release =
        seen.published(publication.tagName())
            .orElseThrow(
                () ->
                    new Failed(
                        "GitHub has published %s but does not show it yet: run it again to see"
                            + " whether it is right",
                        publication.tagName()));
    AssetComparison.compareBytes(publication.prepared(), seen, release);
    if (!RequirePushedCommit.tagAtRemote(publication)) {
      throw new Failed(
          "%s is public, but '%s' has no such tag: push it, then run it again",
          publication.tagName(), publication.remote().name());
    }
    if (publication.shownAsLatest()
        && seen.latest().filter(one -> one.tag().equals(publication.tagName())).isEmpty()) {
      throw new Failed(
          "%s is public and right, but GitHub does not show it as the latest: set it there",
          publication.tagName());
    }
    publication.say("%s is public: %s", publication.tagName(), release.page());
  }

  @Override
  public void rehearse(Publication publication) throws IOException {
    if (publication.published().isPresent()) {
      run(publication);
    } else {
      publication.say("would read it back as everybody sees it");
    }
  }
}
