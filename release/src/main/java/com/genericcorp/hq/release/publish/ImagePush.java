package com.genericcorp.hq.release.publish;

import com.genericcorp.hq.release.assets.ReleasedImage;
import com.genericcorp.hq.release.version.Version;

/** Brings an image to its registry, by the digest that the package names. */
public interface ImagePush {
  /**
   * Sends what the registry does not have.
   *
   * @return what was done, for the user
   */
  String push(ReleasedImage image, Version version);
}
