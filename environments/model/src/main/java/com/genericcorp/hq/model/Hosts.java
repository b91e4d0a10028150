package com.genericcorp.hq.model;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names and ports under which users reach the service.
 *
 * @param publicHost the service's own host
 * @param tenantHost template of an organisation's host, with {@code {slug}} as its first label;
 *     empty: one host for all
 * @param httpPort only redirects to HTTPS
 * @param hstsSeconds {@code max-age} of {@code Strict-Transport-Security}; 0 sends none
 * @param trustedProxies how many hops in front of the server may set {@code X-Forwarded-*}
 */
public record Hosts(
    String publicHost,
    String tenantHost,
    int httpsPort,
    int httpPort,
    int hstsSeconds,
    int trustedProxies) {
  /** Stands for an organisation's slug in {@link #tenantHost}. */
  public static final String SLUG = "{slug}";

  private static final Pattern HOST =
      Pattern.compile(
          "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,9}");
  private static final int LONGEST = 200;
  private static final int HTTPS = 443;

  public Hosts {
    Check.matches(
        "hosts.publicHost", publicHost, HOST, LONGEST, "a host name without scheme and port");
    Check.refuse(tenantHostProblem(publicHost, tenantHost));
    Check.range("hosts.httpsPort", httpsPort, 1, 65_535);
    Check.range("hosts.httpPort", httpPort, 1, 65_535);
    Check.refuse(portsProblem(httpsPort, httpPort));
    Check.range("hosts.hstsSeconds", hstsSeconds, 0, 63_072_000);
    Check.refuse(hstsProblem(hstsSeconds, httpsPort));
    Check.range("hosts.trustedProxies", trustedProxies, 0, 5);
  }

  static Optional<String> tenantHostProblem(String publicHost, String tenantHost) {
    if (tenantHost.isEmpty()) {
      return Optional.empty();
    }
    String found = "hosts.tenantHost is '" + tenantHost + "'; ";
    String expected = "expected '" + SLUG + "." + publicHost + "', or '' for one host";
    if (!tenantHost.startsWith(SLUG + ".")) {
      return Optional.of(found + "it must start with '" + SLUG + ".': " + expected);
    }
    String parent = tenantHost.substring(SLUG.length() + 1);
    if (!parent.equals(publicHost) && !parent.endsWith("." + publicHost)) {
      return Optional.of(found + "it must end with the public host: " + expected);
    }
    if (!HOST.matcher(parent).matches()) {
      return Optional.of(found + expected);
    }
    return parent.equals("localhost")
        ? Optional.of(
            found
                + "browsers refuse a wildcard certificate directly under localhost; use a host"
                + " below it, such as demo.localhost")
        : Optional.empty();
  }

  static Optional<String> portsProblem(int httpsPort, int httpPort) {
    return httpsPort == httpPort
        ? Optional.of("hosts.httpPort is " + httpPort + ", as is httpsPort; they must differ")
        : Optional.empty();
  }

  static Optional<String> hstsProblem(int hstsSeconds, int httpsPort) {
    return hstsSeconds > 0 && httpsPort != HTTPS
        ? Optional.of(
            "hosts.hstsSeconds is "
                + hstsSeconds
                + "; with httpsPort "
                + httpsPort
                + " only 0 is allowed, because HSTS holds for all ports of a name and would break"
                + " the redirect's")
        : Optional.empty();
  }

  /** The host under which an organisation is reached. */
  public String hostOf(Slug organization) {
    return tenantHost.isEmpty() ? publicHost : tenantHost.replace(SLUG, organization.value());
  }
}
