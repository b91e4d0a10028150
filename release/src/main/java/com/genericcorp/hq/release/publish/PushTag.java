package com.genericcorp.hq.release.publish;

import java.util.Optional;

/** No draft is made for a tag that the remote refuses. */
final class PushTag implements PublishStep {
  @Override
  public String name() {
    return "Push the tag";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) {
    if (!RequirePushedCommit.tagAtRemote(publication)) {
      publication.remote().push(publication.tag().ref());
    }
  }

  @Override
  public void rehearse(Publication publication) {
    if (!RequirePushedCommit.tagAtRemote(publication)) {
      publication.say("would push %s to '%s'", publication.tagName(), publication.remote().name());
    }
  }
}
