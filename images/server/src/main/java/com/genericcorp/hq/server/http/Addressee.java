package com.genericcorp.hq.server.http;

import com.genericcorp.hq.server.tenancy.Slug;
import java.util.List;
import java.util.Optional;

/** To which organisation a request is addressed: by its host, or {@code X-Organization-Slug}. */
final class Addressee {
  static final String HEADER = "X-Organization-Slug";

  private final Hosts hosts;

  Addressee(Hosts hosts) {
    this.hosts = hosts;
  }

  /**
   * The organisation that host or header name.
   *
   * @throws ProblemException 400 when they name different ones
   */
  Optional<Slug> named(Call call) {
    Optional<Slug> byHost = byHost(call);
    Optional<Slug> byHeader = byHeader(call.header(HEADER));
    if (byHost.isPresent() && byHeader.isPresent() && !byHost.equals(byHeader)) {
      throw new Problem(
              400,
              "organization-mismatch",
              "The host and the header " + HEADER + " name different organisations.")
          .exception();
    }
    return byHost.or(() -> byHeader);
  }

  /**
   * The organisation that the host names; empty for the service's own host.
   *
   * @throws ProblemException 404 for a host that can be nobody's, 421 for one that is not served
   */
  Optional<Slug> byHost(Call call) {
    Hosts.Meaning meaning = hosts.meaningOf(call.onlyHeader("Host"));
    if (meaning instanceof Hosts.Organization organization) {
      return Optional.of(organization.slug());
    } else if (meaning instanceof Hosts.Service) {
      return Optional.empty();
    } else if (meaning instanceof Hosts.Nobody) {
      throw unknown("There is no organisation at this host.");
    }
    throw new Problem(421, "This server does not serve that host.").exception();
  }

  private static Optional<Slug> byHeader(List<String> values) {
    if (values.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        Slug.parse(values.get(0))
            .orElseThrow(
                () ->
                    new Problem(400, "The header " + HEADER + " holds no organisation's name.")
                        .exception()));
  }

  static ProblemException unknown(String detail) {
    return new Problem(404, "organization-unknown", detail).exception();
  }
}
