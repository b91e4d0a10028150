package com.genericcorp.hq.release.verify;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.github.Release;
import com.genericcorp.hq.release.github.Releases;
import com.genericcorp.hq.release.github.RemoteAsset;
import com.genericcorp.hq.release.version.Version;
import java.nio.file.Path;
import java.util.function.Predicate;

/** Brings a public release's files into a folder. */
public final class ReleaseDownload {
  private ReleaseDownload() {}

  /** Downloads every asset. */
  public static void into(Path folder, Releases releases, Version version) {
    into(folder, releases, version, name -> true);
  }

  /** Downloads the assets with some names. */
  public static void into(
      Path folder, Releases releases, Version version, Predicate<String> wanted) {
    Release release =
        releases
            .published(version.tag())
            .orElseThrow(
                () -> new Failed("there is no public release %s on GitHub", version.tag()));
    for (RemoteAsset asset : releases.assets(release)) {
      if (!asset.name().matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
        throw new Failed("the release has an asset '%s', which is none of ours", asset.name());
      }
      if (wanted.test(asset.name())) {
        releases.download(asset, folder.resolve(asset.name()));
      }
    }
  }
}
