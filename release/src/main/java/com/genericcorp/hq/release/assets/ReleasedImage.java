package com.genericcorp.hq.release.assets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.Digest;
import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * An image that the package pulls.
 *
 * @param name of its folder in {@code images/}
 * @param repository where it is pushed, without tag: {@code registry.example.com/agenthq-server}
 * @param digest of its index
 */
public record ReleasedImage(String name, String repository, Digest digest) {
  private static final String BY_DIGEST = "@sha256:";

  /**
   * The images of a package's {@code digests.json}; those without a registry are inside.
   *
   * @param origin what to call it in errors
   */
  public static List<ReleasedImage> of(String digests, String origin) {
    Set<ReleasedImage> images = new LinkedHashSet<>(); // a line a platform
    try {
      for (JsonNode one : Json.mapper().readTree(digests).path("images")) {
        String reference = one.path("reference").asText();
        int at = reference.indexOf(BY_DIGEST);
        if (at >= 0) {
          images.add(
              new ReleasedImage(
                  one.path("name").asText(),
                  reference.substring(0, at),
                  Digest.parse(reference.substring(at + 1))));
        }
      }
      return List.copyOf(images);
    } catch (JsonProcessingException problem) {
      throw new Failed("%s is no JSON: build the packages again", origin);
    }
  }
}
