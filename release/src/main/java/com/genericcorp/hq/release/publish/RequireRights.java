package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.github.Releases.Rights;

/** A token that may not write is found out before anything is done. */
final class RequireRights implements PublishStep {
  @Override
  public String name() {
    return "Ask GitHub for our rights";
  }

  @Override
  public void run(Publication publication) {
    Rights rights = publication.releases().rights();
    if (!rights.mayWrite()) {
      throw new Failed(
          "GITHUB_TOKEN may read the repository but not write to it: give it 'contents: write'");
    }
    publication.everybodyReads(rights.everybodyReads());
  }

  @Override
  public void rehearse(Publication publication) {
    run(publication);
  }
}
