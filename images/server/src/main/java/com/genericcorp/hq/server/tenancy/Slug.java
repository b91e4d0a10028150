package com.genericcorp.hq.server.tenancy;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An organisation's name in host names. */
public record Slug(String value) {
  private static final Pattern LABEL = Pattern.compile("[a-z]([a-z0-9-]{0,38}[a-z0-9])?");

  // Hosts that a service is likely to need for itself, or that would pass for it.
  private static final Set<String> RESERVED =
      Set.of(
          ("admin agenthq api app assets auth autoconfig autodiscover billing blog"
                  + " cdn console dashboard demo docs edge ftp health help hq imap internal"
                  + " localhost login mail metrics mta-sts ns pop probe public root signup"
                  + " smtp static status support system tenant wpad www")
              .split(" "));

  /**
   * The organisation that checks use; every environment has it and no customer may take its name.
   */
  public static final Slug PROBE = new Slug("probe");

  /** Where checks see that the probe's key is refused; whether it exists is the same to them. */
  public static final Slug PROBE_ELSEWHERE = new Slug("probe-elsewhere");

  public Slug {
    if (!LABEL.matcher(value).matches() || value.contains("--")) {
      throw new InvalidInput(
          "'%s' cannot be an organisation's name: use 1 to 40 lower-case letters, digits and single"
              + " inner hyphens, a letter first",
          printable(value));
    }
  }

  /** The names that no customer may take. */
  public static Set<String> reserved() {
    return RESERVED;
  }

  /** The slug in a text, or empty when the text is none. */
  public static Optional<Slug> parse(String text) {
    try {
      return Optional.of(new Slug(text));
    } catch (InvalidInput notOne) {
      return Optional.empty();
    }
  }

  /**
   * A name that a new organisation may take.
   *
   * @throws InvalidInput when it is none, or is reserved
   */
  public static Slug forCustomer(String text) {
    Slug slug = new Slug(text);
    if (RESERVED.contains(slug.value)) {
      throw new InvalidInput("'%s' is reserved: choose another name", slug.value);
    }
    return slug;
  }

  private static String printable(String text) {
    String cut = text.length() > 60 ? text.substring(0, 60) + "…" : text;
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
