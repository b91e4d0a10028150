package com.genericcorp.hq.builder.push;

import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.files.Content;
import com.genericcorp.hq.builder.oci.Document;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Copies an image from a registry into another, so that it has the same digest there: what it is
 * made of first, the tag last. Bills of materials stay behind; the release has them as files.
 */
public final class RegistryCopy {
  private final BlobStore store;

  public RegistryCopy(BlobStore store) {
    this.store = store;
  }

  /**
   * What a copy did.
   *
   * @param sent blobs that were missing
   * @param present blobs that were there
   */
  public record Copied(Digest digest, int sent, int present, long sentBytes) {}

  /**
   * Copies.
   *
   * @param source {@code host/path@sha256:…}, an image or an index of images
   * @param target {@code host/path:tag}; a tag of another image is never moved
   */
  public Copied copy(String source, String target) {
    int at = source.indexOf("@sha256:");
    if (at < 0) {
      throw new InvalidInput(
          "'%s' names no digest: expected host/path@sha256:…, as a tag may be another image"
              + " tomorrow",
          source);
    }
    Digest digest = Digest.parse(source.substring(at + 1));
    String tag = target.substring(target.lastIndexOf(':') + 1);
    if (target.contains("@") || tag.isEmpty() || tag.contains("/")) {
      throw new InvalidInput("'%s' is no tag of a registry: expected host/path:tag", target);
    }
    try (Registry to = Registry.open(target)) {
      Optional<Digest> there = to.digest(tag);
      if (there.isPresent() && !there.get().equals(digest)) {
        throw new Failed(
            "%s is another image already, %s: give %s another tag", target, there.get(), digest);
      }
      if (there.isPresent()) {
        return new Copied(digest, 0, 0, 0);
      }
      try (Registry from = Registry.openToPull(source)) {
        return copy(from, digest, to, tag);
      } catch (IOException problem) {
        throw store.unusable(problem);
      }
    }
  }

  private Copied copy(Registry from, Digest digest, Registry to, String tag) throws IOException {
    Document top = from.document(digest);
    List<Document> images = new ArrayList<>();
    for (Map<?, ?> entry : entries(top, "manifests")) {
      images.add(from.document(digest(entry)));
    }
    Map<Digest, Content> blobs = new LinkedHashMap<>();
    for (Document image : images.isEmpty() ? List.of(top) : images) {
      for (Digest blob : contents(image)) {
        if (store.verified(blob).file().isEmpty()) {
          from.fetch(blob, store);
        }
        blobs.put(blob, Content.of(store.path(blob)));
      }
    }
    BlobUploads uploads = new BlobUploads(to);
    uploads.send(blobs);
    for (Document image : images) {
      to.put(image, image.digest().toString());
    }
    to.put(top, tag);
    return new Copied(digest, uploads.sent(), uploads.present(), uploads.bytes());
  }

  private static List<Digest> contents(Document image) {
    List<Digest> all = new ArrayList<>();
    entries(image, "layers").forEach(layer -> all.add(digest(layer)));
    if (!(image.members().get("config") instanceof Map<?, ?> config)) {
      throw new Failed("%s is the manifest of no image: it is refused", image.digest());
    }
    all.add(digest(config));
    return all;
  }

  private static List<Map<?, ?>> entries(Document document, String member) {
    List<Map<?, ?>> entries = new ArrayList<>();
    if (document.members().get(member) instanceof List<?> list) {
      for (Object one : list) {
        if (one instanceof Map<?, ?> entry) {
          entries.add(entry);
        }
      }
    }
    return entries;
  }

  private static Digest digest(Map<?, ?> descriptor) {
    return Digest.parse(String.valueOf(descriptor.get("digest")));
  }
}
