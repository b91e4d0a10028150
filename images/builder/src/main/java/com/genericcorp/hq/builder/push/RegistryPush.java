package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.layers.Layer;
import com.genericcorp.hq.builder.oci.Document;
import com.genericcorp.hq.builder.oci.ImageSet;
import com.genericcorp.hq.builder.oci.MediaType;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.builder.oci.Referrer;
import com.google.cloud.tools.jib.image.json.OciIndexTemplate;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends an image: blobs that are missing, several at a time; when all are there manifests by
 * digest, bills of materials, index, and the tag last. A push that ends early leaves the tag where
 * it was.
 */
public final class RegistryPush {
  private final BlobStore store;

  public RegistryPush(BlobStore store) {
    this.store = store;
  }

  /**
   * What a push did.
   *
   * @param sent blobs that were missing
   * @param present blobs that were there
   */
  public record Pushed(Digest digest, int sent, int present, long sentBytes) {}

  /**
   * Sends.
   *
   * @param name {@code host/path:tag}
   * @param bills each image's bill of materials, by its manifest's digest
   */
  public Pushed push(String name, ImageSet images, Map<Digest, Digest> bills) {
    try (Registry registry = Registry.open(name)) {
      BlobUploads uploads = new BlobUploads(registry);
      uploads.send(blobs(images, bills));
      for (OciImage image : images.images()) {
        registry.put(image.manifest(), image.manifest().digest().toString());
        Digest bill = bills.get(image.manifest().digest());
        if (bill != null) {
          refer(registry, image, bill);
        }
      }
      Document top = images.top();
      registry.put(top, name.substring(name.lastIndexOf(':') + 1));
      return new Pushed(top.digest(), uploads.sent(), uploads.present(), uploads.bytes());
    }
  }

  /**
   * The digest under which a registry has a tag of ours now.
   *
   * @param name {@code host/path:tag}
   */
  public static Optional<Digest> find(String name) {
    try (Registry registry = Registry.open(name)) {
      return registry.digest(name.substring(name.lastIndexOf(':') + 1));
    }
  }

  /**
   * All that manifests refer to, once each; the largest first, so that none is waited for alone.
   */
  private Map<Digest, Content> blobs(ImageSet images, Map<Digest, Digest> bills) {
    Map<Digest, Content> all = new LinkedHashMap<>();
    try {
      for (OciImage image : images.images()) {
        for (Layer layer : image.layers()) {
          all.put(layer.digest(), Content.of(store.path(layer.digest())));
        }
        all.put(image.config().digest(), Content.of(image.config().bytes()));
        Digest bill = bills.get(image.manifest().digest());
        if (bill != null) {
          all.put(bill, Content.of(store.path(bill)));
          all.put(Referrer.EMPTY.digest(), Content.of(Referrer.EMPTY.bytes()));
        }
      }
    } catch (IOException problem) {
      throw store.unusable(problem);
    }
    Map<Digest, Content> sorted = new LinkedHashMap<>();
    all.entrySet().stream()
        .sorted(
            Comparator.comparingLong((Map.Entry<Digest, Content> one) -> -one.getValue().size()))
        .forEach(one -> sorted.put(one.getKey(), one.getValue()));
    return sorted;
  }

  private void refer(Registry registry, OciImage image, Digest bill) {
    Referrer referrer = Referrer.bill(image.manifest(), bill, store);
    registry.put(referrer.manifest(), referrer.manifest().digest().toString());
    // For registries without the referrers' API: OCI's tag of the subject's digest.
    String tag = "sha256-" + image.manifest().digest().hex();
    Registry.Found found = registry.find(tag);
    if (found.there() && found.readable().isEmpty()) {
      return; // written by somebody who knows more than Jib reads; on a second push, by us
    }
    List<Map<String, Object>> others = new ArrayList<>();
    if (found.readable().orElse(null) instanceof OciIndexTemplate index) {
      for (var one : index.getManifests()) {
        Map<String, Object> other = new LinkedHashMap<>();
        other.put("mediaType", MediaType.MANIFEST);
        other.put("digest", String.valueOf(one.getDigest()));
        other.put("size", one.getSize());
        others.add(other);
      }
    }
    String own = referrer.manifest().digest().toString();
    if (others.stream().noneMatch(one -> own.equals(one.get("digest")))) {
      registry.put(referrer.index(others), tag);
    }
  }
}
