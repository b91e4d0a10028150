package com.genericcorp.hq.release.github;

import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.builder.blobs.Digest;
import java.util.Optional;

/**
 * An asset as GitHub has it.
 *
 * @param uploaded false for one whose upload broke off: GitHub calls its state {@code starter}
 * @param digest of its bytes; none where GitHub does not tell
 */
public record RemoteAsset(
    long id, String name, boolean uploaded, long size, Optional<Digest> digest) {
  private static final String SHA256 = "sha256:";

  static RemoteAsset of(JsonNode json) {
    String digest = json.path("digest").asText("");
    return new RemoteAsset(
        json.path("id").asLong(),
        json.path("name").asText(),
        json.path("state").asText().equals("uploaded"),
        json.path("size").asLong(),
        digest.startsWith(SHA256) ? Optional.of(Digest.parse(digest)) : Optional.empty());
  }
}
