package com.genericcorp.hq.release.prepare;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.release.assets.PackageArchive;
import com.genericcorp.hq.release.assets.ReleasedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Each file of the packages is what was packed, of this version, and none lands outside; which
 * images they pull is read there.
 */
final class CheckPackages implements Step<Preparation> {
  static final String ONLINE = ".tar.gz";
  static final String OFFLINE = "-offline.tar.gz";

  @Override
  public String name() {
    return "Look into the packages";
  }

  @Override
  public void run(Preparation preparation) {
    String version = preparation.version().toString();
    for (String rest : List.of(ONLINE, OFFLINE)) {
      Path archive = preparation.asset(rest);
      if (!Files.exists(archive)) {
        throw new Failed("%s was not made: a release has both packages", archive);
      }
      PackageArchive read = PackageArchive.read(archive);
      read.check(version, String.valueOf(archive.getFileName()));
      String own = read.text(version, PackageArchive.VERSION).orElse("no version").strip();
      if (!own.equals(version)) {
        throw new Failed("%s says that it is %s, not %s", archive, own, version);
      }
      if (rest.equals(ONLINE)) {
        preparation.images(
            read.text(version, PackageArchive.DIGESTS)
                .map(text -> ReleasedImage.of(text, archive + "!" + PackageArchive.DIGESTS))
                .orElse(List.of()));
      }
    }
  }
}
