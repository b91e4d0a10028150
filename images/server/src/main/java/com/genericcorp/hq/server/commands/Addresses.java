package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.config.Variables;

/** Where people find an organisation: its own host, or the common one where there are none. */
record Addresses(String publicHost, String tenantHost, int port) {
  private static final int HTTPS = 443;
  private static final String SLUG = "{slug}";

  static Addresses of(Variables variables) {
    return new Addresses(
        variables.required("PUBLIC_HOST"),
        variables.text("TENANT_HOST", ""),
        variables.port("PUBLIC_PORT", HTTPS));
  }

  Addresses {
    if (!tenantHost.isEmpty() && !tenantHost.contains(SLUG)) {
      throw new InvalidInput("TENANT_HOST is '%s': it must contain {slug}", tenantHost);
    }
  }

  String url(String slug) {
    String host = tenantHost.isEmpty() ? publicHost : tenantHost.replace(SLUG, slug);
    return "https://" + host + (port == HTTPS ? "" : ":" + port);
  }
}
