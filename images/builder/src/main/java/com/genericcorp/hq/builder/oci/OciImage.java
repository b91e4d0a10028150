package com.genericcorp.hq.builder.oci;

import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.spec.ImagePlatform;
import com.genericcorp.hq.builder.spec.ImageSpec;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An image for one platform.
 *
 * @param config its digest is what Docker calls the image's id
 * @param manifest its digest is the image's in a registry
 */
public record OciImage(
    String name, ImagePlatform platform, Document config, Document manifest, List<Layer> layers) {

  /**
   * The image of a description and its layers, the lowest first.
   *
   * @param base the settings of a base that is a registry's image
   */
  public static OciImage of(
      ImageSpec spec, ImagePlatform platform, List<Layer> layers, Optional<BaseConfig> base) {
    Document config = ImageConfig.of(spec, platform, layers, base);
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MediaType.MANIFEST);
    manifest.put("config", config.descriptor());
    manifest.put(
        "layers",
        layers.stream()
            .map(layer -> Document.descriptor(MediaType.LAYER, layer.digest(), layer.size()))
            .toList());
    return new OciImage(
        spec.name(),
        platform,
        config,
        Document.of(MediaType.MANIFEST, manifest),
        List.copyOf(layers));
  }

  /** Bytes of layers, config and manifest: what a registry keeps. */
  public long compressedBytes() {
    return layers.stream().mapToLong(Layer::size).sum() + config.size() + manifest.size();
  }

  /** Bytes of the unpacked files. */
  public long diskBytes() {
    return layers.stream().mapToLong(Layer::diskBytes).sum();
  }
}
