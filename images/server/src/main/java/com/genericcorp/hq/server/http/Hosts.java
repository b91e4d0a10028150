package com.genericcorp.hq.server.http;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.server.tenancy.Slug;
import java.util.Locale;
import java.util.regex.Pattern;

/** The environment's host names: the service's own, and one for each organisation. */
public final class Hosts {
  /** What a request's host says. */
  public sealed interface Meaning {}

  /** The service's own host, which names no organisation. */
  public record Service() implements Meaning {}

  /** An organisation's host; whether the organisation exists is another question. */
  public record Organization(Slug slug) implements Meaning {}

  /** A host below the organisations' domain that can be nobody's. */
  public record Nobody() implements Meaning {}

  /** A host of some other service. */
  public record Foreign() implements Meaning {}

  private static final int HTTPS = 443;
  private static final String SLUG = "{slug}";
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?");
  private static final Pattern PORT = Pattern.compile(":\\d*$");

  private final String own;
  private final String before;
  private final String after;
  private final int publicPort;

  /**
   * @param publicHost the service's own host: {@code demo.genericcorp.com}
   * @param tenantHost the template of organisations' hosts, {@code {slug}.demo.genericcorp.com};
   *     empty when all share the service's own
   * @param publicPort the HTTPS port that users see
   * @throws InvalidInput when either is no host name
   */
  public Hosts(String publicHost, String tenantHost, int publicPort) {
    this.publicPort = publicPort;
    this.own = publicHost.toLowerCase(Locale.ROOT);
    if (!NAME.matcher(own).matches()) {
      throw new InvalidInput("PUBLIC_HOST is '%s': give a host name without a port", publicHost);
    }
    String template = tenantHost.toLowerCase(Locale.ROOT);
    int at = template.indexOf(SLUG);
    this.before = at < 0 ? "" : template.substring(0, at);
    this.after = at < 0 ? "" : template.substring(at + SLUG.length());
    boolean wellFormed =
        at >= 0 && after.startsWith(".") && NAME.matcher(before + "a" + after).matches();
    if (!template.isEmpty() && !wellFormed) {
      throw new InvalidInput(
          "TENANT_HOST is '%s': give a host name with {slug} in it ({slug}.example.com), or"
              + " nothing",
          tenantHost);
    }
  }

  /** What the value of a Host header says; its port is ignored. */
  public Meaning meaningOf(String header) {
    String host = PORT.matcher(header).replaceFirst("").toLowerCase(Locale.ROOT);
    if (host.endsWith(".")) {
      host = host.substring(0, host.length() - 1);
    }
    if (host.equals(own)) {
      return new Service();
    }
    if (after.isEmpty()
        || !host.startsWith(before)
        || !host.endsWith(after)
        || host.length() <= before.length() + after.length()) {
      return new Foreign();
    }
    String label = host.substring(before.length(), host.length() - after.length());
    return Slug.parse(label).<Meaning>map(Organization::new).orElseGet(Nobody::new);
  }

  /** An organisation's address; the service's own where all share it. */
  public String urlOf(String slug) {
    return url(after.isEmpty() ? own : before + slug + after);
  }

  /**
   * Organisations' addresses with {@code {slug}} in them; empty where all share the service's own.
   */
  public String urlTemplate() {
    return after.isEmpty() ? "" : urlOf(SLUG);
  }

  /** The service's own address. */
  public String url() {
    return url(own);
  }

  private String url(String host) {
    return "https://" + host + (publicPort == HTTPS ? "" : ":" + publicPort);
  }
}
