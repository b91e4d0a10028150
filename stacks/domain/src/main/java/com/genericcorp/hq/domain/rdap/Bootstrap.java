package com.genericcorp.hq.domain.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;

/**
 * IANA's list of the registries' RDAP servers (RFC 9224).
 *
 * @param at where it was read
 */
record Bootstrap(URI at, JsonNode services) {
  static Bootstrap read(Documents documents, URI at) throws Unavailable {
    JsonNode services =
        documents
            .get(at)
            .orElseThrow(() -> new Unavailable("there is no list of RDAP servers at " + at))
            .path("services");
    if (!services.isArray()) {
      throw new Unavailable(at + " has no services: it is no list of RDAP servers (RFC 9224)");
    }
    return new Bootstrap(at, services);
  }

  /** The server of the longest suffix that is listed, by HTTPS where it has several. */
  Optional<URI> serverOf(String domain) throws Unavailable {
    Optional<URI> best = Optional.empty();
    int longest = -1;
    for (JsonNode service : services) {
      for (JsonNode suffix : service.path(0)) {
        String zone = suffix.asText();
        if (domain.endsWith("." + zone) && zone.length() > longest) {
          best = address(service.path(1));
          longest = zone.length();
        }
      }
    }
    return best;
  }

  private Optional<URI> address(JsonNode addresses) throws Unavailable {
    String chosen = "";
    for (JsonNode address : addresses) {
      if (chosen.isEmpty() || address.asText().startsWith("https:")) {
        chosen = address.asText();
      }
    }
    try {
      URI server = URI.create(chosen.endsWith("/") ? chosen : chosen + "/");
      if ("https".equals(server.getScheme()) || "http".equals(server.getScheme())) {
        return Optional.of(server);
      }
    } catch (IllegalArgumentException problem) {
      // Said below.
    }
    throw new Unavailable(at + " names '" + chosen + "' as an RDAP server, which is no address");
  }
}
