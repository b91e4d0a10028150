package com.genericcorp.hq.release.verify;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.release.assets.PackageArchive;
import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.version.Version;
import com.genericcorp.hq.tool.signature.PublicKey;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The images of a release, by the digests that are in its signed package. */
public final class VerifiedImages {
  private VerifiedImages() {}

  /** The package of a version that pulls its images. */
  public static String archive(Version version) {
    return "agenthq-" + version + ".tar.gz";
  }

  /**
   * Checks the package, then reads its images.
   *
   * @param folder with the package and what it is checked by
   * @param key whose signature it must have
   * @throws Failed when any check fails, or the package has its images inside
   */
  public static List<ReleasedImage> in(Path folder, Version version, PublicKey key) {
    String archive = archive(version);
    for (Finding one :
        new Verification(folder, Optional.of(key), true).run(Optional.of(archive), false)) {
      if (!one.right()) {
        throw new Failed("%s %s: do not use the release %s", one.what(), one.remark(), version);
      }
    }
    String digests =
        PackageArchive.read(folder.resolve(archive))
            .text(version.toString(), PackageArchive.DIGESTS)
            .orElseThrow(() -> new Failed("%s has no %s", archive, PackageArchive.DIGESTS));
    List<ReleasedImage> images = ReleasedImage.of(digests, archive);
    if (images.isEmpty()) {
      throw new Failed("%s pulls no image: it was prepared without --registry", archive);
    }
    return images;
  }
}
