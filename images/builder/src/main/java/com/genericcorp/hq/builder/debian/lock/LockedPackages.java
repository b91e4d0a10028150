package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.debian.archive.Architecture;
import java.util.List;

/**
 * The lock file's contents: every package of every image, exactly.
 *
 * @param packages sorted by name and architecture
 */
public record LockedPackages(List<LockedPackage> packages) {
  public LockedPackages {
    packages = packages.stream().sorted().toList();
  }

  /** The packages that an image is made of on a platform, by name. */
  public List<LockedPackage> closure(String image, Architecture platform) {
    return packages.stream().filter(one -> one.isPartOf(image, platform)).toList();
  }

  /** The packages that are needed besides to make an image for a platform, by name. */
  public List<LockedPackage> build(String image, Architecture platform) {
    return packages.stream().filter(one -> one.builds(image, platform)).toList();
  }
}
