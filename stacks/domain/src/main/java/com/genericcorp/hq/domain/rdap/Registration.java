package com.genericcorp.hq.domain.rdap;

import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * A registered domain, as its registry publishes it.
 *
 * @param statuses such as {@code client transfer prohibited}
 * @param registrant whom it belongs to, which most registries keep to themselves
 * @param related the registrar's own document of it
 */
public record Registration(
    String domain,
    List<String> statuses,
    Optional<LocalDate> registered,
    Optional<LocalDate> expires,
    Optional<String> registrar,
    Optional<String> registrant,
    List<String> nameServers,
    Optional<URI> related) {
  public Registration {
    statuses = List.copyOf(statuses);
    nameServers = List.copyOf(nameServers);
  }

  Registration withRegistrant(Optional<String> other) {
    return new Registration(
        domain,
        statuses,
        registered,
        expires,
        registrar,
        registrant.or(() -> other),
        nameServers,
        related);
  }
}
