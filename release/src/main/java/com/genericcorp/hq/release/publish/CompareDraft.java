package com.genericcorp.hq.release.publish;

import java.io.IOException;
import java.util.Optional;

/** Everything is downloaded again from the draft, byte for byte. */
final class CompareDraft implements PublishStep {
  @Override
  public String name() {
    return "Download the draft and compare";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) throws IOException {
    AssetComparison.compareBytes(
        publication.prepared(), publication.releases(), publication.draft().orElseThrow());
  }

  @Override
  public void rehearse(Publication publication) {
    publication.say("would download all of it from the draft and compare");
  }
}
