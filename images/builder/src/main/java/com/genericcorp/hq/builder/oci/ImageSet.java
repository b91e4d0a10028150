package com.genericcorp.hq.builder.oci;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One image for one or several platforms.
 *
 * @param images one a platform
 * @param index names them all; there is none for a single platform
 */
public record ImageSet(List<OciImage> images, Optional<Document> index) {
  /** The images under one name. */
  public static ImageSet of(List<OciImage> images) {
    if (images.size() == 1) {
      return new ImageSet(List.copyOf(images), Optional.empty());
    }
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", MediaType.INDEX);
    index.put("manifests", images.stream().map(ImageSet::entry).toList());
    return new ImageSet(List.copyOf(images), Optional.of(Document.of(MediaType.INDEX, index)));
  }

  /** A manifest's descriptor with its platform. */
  static Map<String, Object> entry(OciImage image) {
    Map<String, Object> entry = new LinkedHashMap<>(image.manifest().descriptor());
    Map<String, Object> platform = new LinkedHashMap<>();
    platform.put("architecture", image.platform().architecture());
    platform.put("os", image.platform().os());
    if (image.platform() == com.genericcorp.hq.builder.spec.ImagePlatform.ARM64) {
      platform.put("variant", "v8");
    }
    entry.put("platform", platform);
    return entry;
  }

  /** What a tag points to: the index, or the only manifest. */
  public Document top() {
    return index.orElse(images.get(0).manifest());
  }

  /** All documents, those that are referred to before those that refer. */
  public List<Document> documents() {
    List<Document> documents = new ArrayList<>();
    images.forEach(image -> documents.add(image.config()));
    images.forEach(image -> documents.add(image.manifest()));
    index.ifPresent(documents::add);
    return documents;
  }
}
