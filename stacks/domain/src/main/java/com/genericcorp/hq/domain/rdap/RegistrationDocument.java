package com.genericcorp.hq.domain.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An RDAP answer about a domain (RFC 9083). What is missing is not told; what is there and is not
 * what the RFC says makes it unusable.
 *
 * @param at where it was read
 */
record RegistrationDocument(URI at, JsonNode document) {
  private static final String REDACTED = "REDACTED";

  Registration read(String domain) throws Unavailable {
    if (!document.path("objectClassName").asText().equals("domain")) {
      throw unusable("is not about a domain (objectClassName)");
    }
    String name = document.path("ldhName").asText(domain).toLowerCase(Locale.ROOT);
    if (!name.equals(domain) && !name.equals(domain + ".")) {
      throw unusable("is about '" + name + "' instead of " + domain);
    }
    return new Registration(
        domain,
        texts("status"),
        day("registration"),
        day("expiration"),
        named("registrar"),
        named("registrant"),
        nameServers(),
        related());
  }

  private Unavailable unusable(String why) {
    return new Unavailable("what " + at + " answers " + why + ": it cannot be used");
  }

  private JsonNode list(String key) throws Unavailable {
    JsonNode list = document.path(key);
    if (!list.isArray() && !list.isMissingNode() && !list.isNull()) {
      throw unusable("has no list as " + key);
    }
    return list;
  }

  private List<String> texts(String key) throws Unavailable {
    List<String> texts = new ArrayList<>();
    list(key).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  private Optional<LocalDate> day(String action) throws Unavailable {
    for (JsonNode event : list("events")) {
      if (event.path("eventAction").asText().equals(action)) {
        String written = event.path("eventDate").asText();
        try {
          return Optional.of(
              OffsetDateTime.parse(written).withOffsetSameInstant(ZoneOffset.UTC).toLocalDate());
        } catch (DateTimeException problem) {
          throw unusable("has '" + written + "' as its day of " + action);
        }
      }
    }
    return Optional.empty();
  }

  /** The name of the entity that has the role: its organisation's, or else its own. */
  Optional<String> named(String role) throws Unavailable {
    for (JsonNode entity : list("entities")) {
      for (JsonNode own : entity.path("roles")) {
        if (own.asText().equals(role)) {
          JsonNode card = entity.path("vcardArray").path(1);
          return published(card, "org").or(() -> published(card, "fn"));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> published(JsonNode card, String property) {
    for (JsonNode line : card) {
      if (line.path(0).asText().equals(property)) {
        String value = line.path(3).asText().strip();
        return Optional.of(value)
            .filter(text -> !text.isEmpty())
            .filter(text -> !text.toUpperCase(Locale.ROOT).contains(REDACTED));
      }
    }
    return Optional.empty();
  }

  private List<String> nameServers() throws Unavailable {
    List<String> names = new ArrayList<>();
    for (JsonNode server : list("nameservers")) {
      names.add(server.path("ldhName").asText().toLowerCase(Locale.ROOT));
    }
    return names;
  }

  private Optional<URI> related() throws Unavailable {
    for (JsonNode link : list("links")) {
      String type = link.path("type").asText();
      if (link.path("rel").asText().equals("related") && type.equals("application/rdap+json")) {
        try {
          return Optional.of(URI.create(link.path("href").asText()))
              .filter(address -> String.valueOf(address.getScheme()).startsWith("http"));
        } catch (IllegalArgumentException problem) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}
