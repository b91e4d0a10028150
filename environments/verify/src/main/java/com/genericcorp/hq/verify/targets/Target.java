package com.genericcorp.hq.verify.targets;

import com.genericcorp.hq.cli.InvalidInput;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A running environment as verification sees it: where it is, and what it promises.
 *
 * @param environment its name
 * @param publicHost the service's own host: {@code demo.localhost}
 * @param tenantHost template of an organisation's host, {@code {slug}.demo.localhost}; empty: one
 *     host for all, and {@code X-Organization-Slug} chooses
 * @param httpsPort where users reach it
 * @param httpPort where plain HTTP is redirected to HTTPS
 * @param connect a name or address to connect to whatever the hosts resolve to, or null
 * @param ca a file with the CA certificates to trust, or null for the system's
 * @param hstsSeconds promised {@code max-age} of HSTS; 0: the header must be absent
 * @param certificateDays how many days each certificate must still be valid
 * @param probeSlug the organisation to work with; no other is touched
 * @param probeKey its API key
 */
public record Target(
    String environment,
    String publicHost,
    String tenantHost,
    int httpsPort,
    int httpPort,
    @Nullable String connect,
    @Nullable Path ca,
    long hstsSeconds,
    int certificateDays,
    String probeSlug,
    ApiKey probeKey) {
  /** The organisation that every environment reserves for verification. */
  public static final String PROBE = "probe";

  /** Two weeks: time enough to act on a renewal that failed, also over a holiday. */
  public static final int CERTIFICATE_DAYS = 14;

  private static final String SLUG = "{slug}";
  private static final Pattern HOST =
      Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
  private static final Pattern LABEL = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

  public Target {
    publicHost = host(environment, "public host", publicHost);
    if (!LABEL.matcher(probeSlug).matches()) {
      throw new InvalidInput("'%s' cannot be an organisation's name", probeSlug);
    }
    if (!tenantHost.isEmpty()) {
      if (!tenantHost.startsWith(SLUG + ".")) {
        throw new InvalidInput(
            "%s: '%s' is no template of an organisation's host: {slug}.%s is the usual form",
            environment, tenantHost, publicHost);
      }
      String parent = tenantHost.substring(SLUG.length() + 1);
      tenantHost = SLUG + "." + host(environment, "organisations' host", parent);
    }
    port(environment, "HTTPS", httpsPort);
    port(environment, "HTTP", httpPort);
    if (hstsSeconds < 0 || certificateDays < 0) {
      throw new InvalidInput(
          "%s: seconds of HSTS (%d) and days of certificates (%d) cannot be negative",
          environment, hstsSeconds, certificateDays);
    }
  }

  /**
   * The target that a local platform has described in a file: see {@link TargetFile}.
   *
   * @throws InvalidInput when the file, or the key file that it names, cannot be read
   */
  public static Target read(Path file) {
    return TargetFile.read(file).target();
  }

  /** The same place with other promises. */
  public Target promising(long hstsSeconds, int certificateDays) {
    return new Target(
        environment,
        publicHost,
        tenantHost,
        httpsPort,
        httpPort,
        connect,
        ca,
        hstsSeconds,
        certificateDays,
        probeSlug,
        probeKey);
  }

  /** The host of an organisation. */
  public String hostOf(String slug) {
    return hasTenantHosts() ? tenantHost.replace(SLUG, slug) : publicHost;
  }

  /** Whether each organisation has a host of its own. */
  public boolean hasTenantHosts() {
    return !tenantHost.isEmpty();
  }

  private static String host(String environment, String what, String value) {
    String host = value.toLowerCase(Locale.ROOT);
    if (host.length() > 253 || !HOST.matcher(host).matches()) {
      throw new InvalidInput(
          "%s: '%s' cannot be the %s: a host name in ASCII or an IPv4 address is expected",
          environment, value, what);
    }
    return host;
  }

  private static void port(String environment, String what, int port) {
    if (port < 1 || port > 65535) {
      throw new InvalidInput("%s: %d is no port for %s", environment, port, what);
    }
  }
}
