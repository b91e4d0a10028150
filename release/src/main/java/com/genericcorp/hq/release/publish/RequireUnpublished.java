package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.RemoteAsset;
import java.util.List;
import java.util.Optional;

/**
 * A public release never changes. One that is exactly what was prepared is our own, of a run that
 * ended behind its publication: the rest of the steps only reads.
 */
final class RequireUnpublished implements PublishStep {
  @Override
  public String name() {
    return "Look for a public release of this version";
  }

  @Override
  public void run(Publication publication) {
    Optional<Release> found = publication.releases().published(publication.tagName());
    if (found.isEmpty()) {
      return;
    }
    List<RemoteAsset> assets = publication.releases().assets(found.get());
    Optional<String> difference = AssetComparison.difference(publication.prepared(), assets);
    if (difference.isPresent()) {
      throw new Failed(
          "%s is public already and is not what was prepared (%s). A public release is never"
              + " changed: prepare another version",
          publication.tagName(), difference.get());
    }
    publication.published(found.get());
  }

  @Override
  public void rehearse(Publication publication) {
    run(publication);
  }
}
