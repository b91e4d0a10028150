package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.release.version.Version;

/** What is published is what was prepared of the commit that is checked out. */
final class RequirePrepared implements PublishStep {
  @Override
  public String name() {
    return "Look at what was prepared";
  }

  @Override
  public void run(Publication publication) {
    String head = publication.history().head().name();
    if (!head.equals(publication.prepared().commit())) {
      throw new InvalidInput(
          "%s was prepared of %s, but %s is checked out: prepare again, or check out what was"
              + " prepared",
          publication.prepared().folder(), publication.prepared().commit(), head);
    }
    publication.history().requireClean();
    Version version = publication.prepared().version();
    publication.say(
        "%s%s of %s: %d files%s",
        version,
        version.isPreRelease() ? ", a pre-release," : "",
        head,
        publication.prepared().assets().size(),
        publication.prepared().signed() ? ", signed" : ", not signed");
  }

  @Override
  public void rehearse(Publication publication) {
    run(publication);
  }
}
