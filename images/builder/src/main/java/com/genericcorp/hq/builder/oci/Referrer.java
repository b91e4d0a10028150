package com.genericcorp.hq.builder.oci;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A document that is attached to an image in a registry: OCI 1.1's artefact with a subject.
 *
 * @param manifest names the document and the image
 */
public record Referrer(Document manifest) {
  /** The config of an artefact that has none. */
  public static final Document EMPTY = Document.of(MediaType.EMPTY, Map.of());

  /** An image's bill of materials, which the store has. */
  public static Referrer bill(Document image, Digest bill, BlobStore store) {
    Map<String, Object> manifest = new LinkedHashMap<>();
    manifest.put("schemaVersion", 2);
    manifest.put("mediaType", MediaType.MANIFEST);
    manifest.put("artifactType", MediaType.CYCLONEDX);
    manifest.put("config", EMPTY.descriptor());
    manifest.put(
        "layers", List.of(Document.descriptor(MediaType.CYCLONEDX, bill, store.size(bill))));
    manifest.put("subject", image.descriptor());
    return new Referrer(Document.of(MediaType.MANIFEST, manifest));
  }

  /** The index of all that refer to one image, for registries that do not make it themselves. */
  public Document index(List<Map<String, Object>> others) {
    Map<String, Object> own = new LinkedHashMap<>(manifest.descriptor());
    own.put("artifactType", MediaType.CYCLONEDX);
    List<Map<String, Object>> all = new ArrayList<>(others);
    all.add(own);
    Map<String, Object> index = new LinkedHashMap<>();
    index.put("schemaVersion", 2);
    index.put("mediaType", MediaType.INDEX);
    index.put("manifests", all);
    return Document.of(MediaType.INDEX, index);
  }
}
