package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.git.Remote.RemoteTag;
import java.util.Optional;

/** Others can see the commit, and no tag of this version names another one. */
final class RequirePushedCommit implements PublishStep {
  @Override
  public String name() {
    return "Find the commit at the remote";
  }

  @Override
  public Optional<String> skip(Publication publication) {
    return publication.isPublic();
  }

  @Override
  public void run(Publication publication) throws Exception {
    publication.tag().isAt(publication.commit());
    tagAtRemote(publication);
    publication.remote().requireCommit(publication.commit());
  }

  /** Whether the remote has the right tag; another one under its name is refused. */
  static boolean tagAtRemote(Publication publication) {
    Optional<RemoteTag> found = publication.remote().tag(publication.tag().ref());
    if (found.isPresent() && !found.get().commit().equals(publication.commit())) {
      throw new Failed(
          "'%s' has a tag %s that names %s, not %s: tags are never moved; prepare another version",
          publication.remote().name(),
          publication.tagName(),
          found.get().commit().name(),
          publication.commit().name());
    }
    return found.isPresent();
  }

  @Override
  public void rehearse(Publication publication) throws Exception {
    publication.tag().isAt(publication.commit());
    tagAtRemote(publication);
    publication.say("would see that a branch of '%s' has the commit", publication.remote().name());
  }
}
