package com.genericcorp.hq.release.github;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.assets.Asset;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Brings an asset to a draft, resumed by content: one that is there and right is kept, the rest of
 * a broken upload is deleted as GitHub demands, and one with other bytes is refused.
 */
public final class Uploads {
  private final GitHubClient client;
  private final Releases releases;

  Uploads(GitHubClient client, Releases releases) {
    this.client = client;
    this.releases = releases;
  }

  /**
   * Brings one asset.
   *
   * @param found what the draft had under its name when it was last looked at
   */
  public void bring(Release draft, Asset asset, Path file, Optional<RemoteAsset> found) {
    Optional<RemoteAsset> there = found;
    for (int attempt = 1; ; attempt++) {
      if (there.isPresent() && there.get().uploaded()) {
        requireSame(there.get(), asset);
        return;
      }
      there.ifPresent(releases::deleteBroken);
      try {
        Answer answer = client.upload(to(draft, asset), file, asset.size(), asset.contentType());
        if (answer.done()) {
          RemoteAsset made = RemoteAsset.of(answer.json());
          if (made.uploaded()) {
            requireSame(made, asset);
            return;
          }
          throw new Uncertain(asset.name() + " was taken, but not as a whole");
        }
        if (!answer.saysAlreadyExists()) {
          throw client.refusal("the asset " + asset.name(), answer);
        }
        throw new Uncertain("GitHub says that there is a " + asset.name() + " already");
      } catch (Uncertain lost) {
        client.giveUpOrPause(attempt, lost);
        there = now(draft, asset);
      }
    }
  }

  private Optional<RemoteAsset> now(Release draft, Asset asset) {
    return releases.assets(draft).stream()
        .filter(one -> one.name().equals(asset.name()))
        .findFirst();
  }

  /**
   * Size and, where GitHub tells it, digest; the bytes themselves are compared before publishing.
   */
  private static void requireSame(RemoteAsset there, Asset asset) {
    if (there.size() != asset.size()
        || there.digest().filter(one -> !one.equals(asset.sha256())).isPresent()) {
      throw new Failed(
          "the draft has %s with other bytes (%d, %s) than were prepared (%d, %s): nothing is"
              + " replaced; delete the draft on GitHub, then run it again",
          asset.name(),
          there.size(),
          there.digest().map(Object::toString).orElse("digest unknown"),
          asset.size(),
          asset.sha256());
    }
  }

  /** Names are such that nothing in them needs to be escaped. */
  private static URI to(Release draft, Asset asset) {
    return URI.create(draft.uploads() + "?name=" + asset.name());
  }
}
