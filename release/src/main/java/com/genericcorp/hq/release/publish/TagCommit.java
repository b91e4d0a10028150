package com.genericcorp.hq.release.publish;

import java.util.Optional;

/** An annotated tag; signed where a key is set; the same tag wherever it is made. */
final class TagCommit implements PublishStep {
  @Override
  public String name() {
    return "Tag the commit";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) throws Exception {
    if (!publication.tag().isAt(publication.commit())) {
      publication
          .tag()
          .make(
              publication.commit(),
              "AgentHQ " + publication.prepared().version(),
              publication.key());
    }
  }

  @Override
  public void rehearse(Publication publication) throws Exception {
    if (!publication.tag().isAt(publication.commit())) {
      publication.say(
          "would make the tag %s%s",
          publication.tagName(), publication.key().isPresent() ? ", signed" : ", not signed");
    }
  }
}
