package com.genericcorp.hq.builder.build;

import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.oci.ImageSet;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.spec.ImageSpec;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An image in the store.
 *
 * @param bills digests of the bills of materials, by the platforms' manifests
 * @param cachedLayers how many of its layers, over all platforms, were there already
 * @param seconds from the first look at its inputs to its manifest
 */
public record BuiltImage(
    ImageSpec spec, ImageSet images, Map<Digest, Digest> bills, int cachedLayers, double seconds) {
  /** The bill of materials of one of its images. */
  public Digest bill(OciImage image) {
    return Objects.requireNonNull(bills.get(image.manifest().digest()), image.name());
  }

  /** How many layers all platforms have. */
  public int layers() {
    return images.images().stream().map(OciImage::layers).mapToInt(List::size).sum();
  }
}
