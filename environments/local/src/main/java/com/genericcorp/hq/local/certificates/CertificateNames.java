package com.genericcorp.hq.local.certificates;

import java.util.List;

/**
 * The names of a certificate.
 *
 * @param publicHost the service's own host; the authority may sign for it and below it only
 * @param all every name, wildcard included
 */
public record CertificateNames(String publicHost, List<String> all) {
  private static final String SLUG = "{slug}";

  public CertificateNames {
    all = List.copyOf(all);
  }

  /**
   * The names of an environment's hosts.
   *
   * @param tenantHost template of an organisation's host, {@code {slug}.demo.localhost}; empty: one
   *     host for all
   */
  public static CertificateNames of(String publicHost, String tenantHost) {
    return tenantHost.isEmpty()
        ? new CertificateNames(publicHost, List.of(publicHost))
        : new CertificateNames(publicHost, List.of(publicHost, tenantHost.replace(SLUG, "*")));
  }
}
