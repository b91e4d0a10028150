package com.genericcorp.hq.domain.rdap;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks the registry of each domain. Whatever goes wrong is an answer: nobody knows. */
public final class Rdap {
  private final URI list;
  private final Documents documents;
  private @Nullable Bootstrap bootstrap;

  /**
   * @param list where the list of registries' servers is: IANA's, or one made for trying
   */
  public Rdap(URI list, Patience patience) {
    this.list = list;
    this.documents = new Documents(patience);
  }

  /**
   * Asks about a domain.
   *
   * @param domain what can be registered, in ASCII and lower case
   */
  public Standing of(String domain) {
    try {
      Optional<URI> server = bootstrap().serverOf(domain);
      if (server.isEmpty()) {
        return new Standing.Unknown(
            "the registry of " + domain + " has no RDAP server in " + list + ": ask its registrar");
      }
      URI at = server.get().resolve("domain/" + domain);
      Optional<JsonNode> document = documents.get(at);
      if (document.isEmpty()) {
        return new Standing.Free();
      }
      Registration own = new RegistrationDocument(at, document.get()).read(domain);
      return new Standing.Registered(own.withRegistrant(fromRegistrar(own)));
    } catch (Unavailable problem) {
      return new Standing.Unknown(String.valueOf(problem.getMessage()));
    }
  }

  private Bootstrap bootstrap() throws Unavailable {
    if (bootstrap == null) {
      bootstrap = Bootstrap.read(documents, list);
    }
    return bootstrap;
  }

  /** Registries of few facts, such as .com's, leave the registrant to the registrar. */
  private Optional<String> fromRegistrar(Registration own) {
    if (own.registrant().isPresent() || own.related().isEmpty()) {
      return Optional.empty();
    }
    URI at = own.related().get();
    try {
      Optional<JsonNode> document = documents.get(at);
      return document.isEmpty()
          ? Optional.empty()
          : new RegistrationDocument(at, document.get()).named("registrant");
    } catch (Unavailable unpublished) {
      return Optional.empty();
    }
  }
}
