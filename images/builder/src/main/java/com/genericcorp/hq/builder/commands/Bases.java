package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BaseSource;
import com.genericcorp.hq.builder.layers.LayerCache.NamedTree;
import com.genericcorp.hq.builder.sbom.Material;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.cli.InvalidInput;
import java.util.List;

/** Which source makes the base of an image. */
final class Bases implements BaseSource {
  @Override
  public Digest key(ImageSpec spec, ImagePlatform platform) {
    throw unknown(spec);
  }

  @Override
  public List<NamedTree> trees(ImageSpec spec, ImagePlatform platform) {
    throw unknown(spec);
  }

  @Override
  public List<Material> materials(ImageSpec spec, ImagePlatform platform) {
    throw unknown(spec);
  }

  private static InvalidInput unknown(ImageSpec spec) {
    return new InvalidInput(
        spec.base().image().isPresent()
            ? "images/%s/image.yaml begins with a registry's image; these are not built yet"
            : "images/%s/image.yaml begins with packages; the lock of packages is not there yet",
        spec.name());
  }
}
