package com.genericcorp.hq.bundle;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.build.DebianBase;
import com.genericcorp.hq.builder.build.ImageBuild;
import com.genericcorp.hq.builder.layers.LayerListener;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The images of the package, made here. */
public final class PackageImages {
  private PackageImages() {}

  /**
   * Makes all images that {@code images/} describes; what is unchanged comes from the store.
   *
   * @param repository the repository's folder, its modules built
   */
  public static List<BuiltImage> build(
      Path repository, BlobStore store, List<ImagePlatform> platforms, LayerListener listener) {
    List<BuiltImage> images = new ArrayList<>();
    try (ImageBuild build =
        new ImageBuild(repository, store, DebianBase.of(repository, store), listener)) {
      for (ImageSpec spec : new ImageSpecs(repository.resolve("images")).load(List.of())) {
        images.add(build.build(spec, platforms));
      }
    }
    return images;
  }
}
