package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Registry;

/**
 * The host names that are served: the service's own, and those of organisations that exist.
 *
 * @param registry asked only about names that could be an organisation's
 */
public record KnownHosts(Hosts hosts, Registry registry) {
  boolean contains(String name) {
    Hosts.Meaning meaning = hosts.meaningOf(name);
    return meaning instanceof Hosts.Service
        || (meaning instanceof Hosts.Organization named
            && registry.bySlug(named.slug().value()).isPresent());
  }
}
