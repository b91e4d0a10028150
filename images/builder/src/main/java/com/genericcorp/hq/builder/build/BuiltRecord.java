package com.genericcorp.hq.builder.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.BlobStore;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.builder.oci.OciImage;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The image that was built last under a name, for {@code inspect} and {@code diff}.
 *
 * @param layers the lowest first
 */
public record BuiltRecord(Digest manifest, List<BuiltLayer> layers) {
  /**
   * A layer of it.
   *
   * @param bytes of its gzip
   */
  public record BuiltLayer(String name, Digest digest, long bytes) {}

  static void keep(BlobStore store, OciImage image) {
    store
        .records()
        .keep(
            "images/" + image.name() + "-" + image.platform().architecture(),
            image.manifest().digest().hex());
  }

  /**
   * The last build of {@code NAME} or {@code NAME:amd64}, or the image of a manifest's digest.
   *
   * @param architecture when the name has none
   * @throws InvalidInput when it was not built here
   */
  public static BuiltRecord find(BlobStore store, String wanted, String architecture) {
    if (wanted.startsWith("sha256:")) {
      return read(store, Digest.parse(wanted), wanted);
    }
    int colon = wanted.indexOf(':');
    String name = colon < 0 ? wanted : wanted.substring(0, colon);
    String platform = colon < 0 ? architecture : wanted.substring(colon + 1);
    if (!(name + platform).matches("[a-z0-9-]+")) {
      throw new InvalidInput("'%s' is no image: expected NAME, NAME:amd64 or sha256:…", wanted);
    }
    Optional<String> manifest = store.records().find("images/" + name + "-" + platform);
    if (manifest.isEmpty()) {
      throw new InvalidInput(
          "no image '%s' for %s was built here: run 'scripts/hq images build %s --platform linux/%s'",
          name, platform, name, platform);
    }
    return read(store, new Digest(manifest.get().strip()), wanted);
  }

  private static BuiltRecord read(BlobStore store, Digest digest, String wanted) {
    if (store.verified(digest).file().isEmpty()) {
      throw new InvalidInput(
          "the image %s (%s) is not in the store %s: build it again", wanted, digest, store.root());
    }
    try {
      JsonNode manifest = Json.mapper().readTree(store.text(digest));
      Digest config = Digest.parse(manifest.path("config").path("digest").asText());
      if (store.verified(config).file().isEmpty()) {
        throw new InvalidInput("the image %s has no config any more: build it again", wanted);
      }
      JsonNode history = Json.mapper().readTree(store.text(config)).path("history");
      List<BuiltLayer> layers = new ArrayList<>();
      for (JsonNode layer : manifest.path("layers")) {
        layers.add(
            new BuiltLayer(
                history.path(layers.size()).path("comment").asText(),
                Digest.parse(layer.path("digest").asText()),
                layer.path("size").asLong()));
      }
      return new BuiltRecord(digest, layers);
    } catch (JsonProcessingException problem) {
      throw new Failed(problem, "%s is no manifest of an image", digest);
    }
  }
}
