package com.genericcorp.hq.builder.testing;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.build.BuiltImage;
import com.genericcorp.hq.builder.oci.ImageSet;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import com.genericcorp.hq.builder.spec.ImageSpecs;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All images of the repository for both platforms, where nothing is run in them. */
public final class ImagesWithoutLayers {
  private ImagesWithoutLayers() {}

  /** Images with their bills of materials in a store. */
  public static List<BuiltImage> of(Path repository, BlobStore store) {
    List<BuiltImage> images = new ArrayList<>();
    for (ImageSpec spec : new ImageSpecs(repository.resolve("images")).load(List.of())) {
      List<OciImage> platforms = new ArrayList<>();
      Map<Digest, Digest> bills = new LinkedHashMap<>();
      for (ImagePlatform platform : List.of(ImagePlatform.AMD64, ImagePlatform.ARM64)) {
        OciImage image = OciImage.of(spec, platform, List.of(), Optional.empty());
        platforms.add(image);
        byte[] bill = ("{\"of\": \"" + spec.name() + "\"}\n").getBytes(StandardCharsets.UTF_8);
        bills.put(image.manifest().digest(), store.keep(bill));
      }
      images.add(new BuiltImage(spec, ImageSet.of(platforms), bills, 0, 0));
    }
    return images;
  }
}
