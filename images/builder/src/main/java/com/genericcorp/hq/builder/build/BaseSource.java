package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import java.util.List;

/** Where the lowest layers of images come from. */
public interface BaseSource {
  /**
   * The digest of all that the base follows from: locked packages, user, rules. It is asked for on
   * every build, so nothing is unpacked for it.
   */
  Digest key(ImageSpec spec, ImagePlatform platform);

  /** The trees, the lowest first. Asked for only when the store has no layers of this key. */
  List<NamedTree> trees(ImageSpec spec, ImagePlatform platform);

  /** What they are made of, for the bill of materials. Asked for when the store has no bill. */
  List<Material> materials(ImageSpec spec, ImagePlatform platform);

  /** Files to leave again, after the trees were written. */
  default void release() {}
}
