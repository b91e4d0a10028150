package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Registry;
import com.genericcorp.hq.server.tenancy.Slug;

/**
 * The host names that are served: the service's own, those of organisations that exist, and the one
 * where checks see that the probe's key is refused, which they do over TLS.
 *
 * @param registry asked only about names that could be an organisation's
 */
public record KnownHosts(Hosts hosts, Registry registry) {
  boolean contains(String name) {
    Hosts.Meaning meaning = hosts.meaningOf(name);
    return meaning instanceof Hosts.Service
        || (meaning instanceof Hosts.Organization named
            && (named.slug().equals(Slug.PROBE_ELSEWHERE)
                || registry.bySlug(named.slug().value()).isPresent()));
  }
}
