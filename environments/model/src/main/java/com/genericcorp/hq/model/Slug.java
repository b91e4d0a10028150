package com.genericcorp.hq.model;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** An organisation's name in host names: 1 to 40 characters of one label. */
public record Slug(String value) {
  private static final int LONGEST = 40;
  private static final Pattern LABEL = Pattern.compile("[a-z](-?[a-z0-9])*");

  /**
   * Names that are the service's own, look like it, or that mail and browsers ask for by
   * themselves. {@code probe} is every environment's own organisation.
   */
  private static final Set<String> RESERVED =
      Set.of(
          ("admin agenthq api app assets auth autoconfig autodiscover billing blog"
                  + " cdn console dashboard demo docs edge ftp health help hq imap internal"
                  + " localhost login mail metrics mta-sts ns pop probe public root signup"
                  + " smtp static status support system tenant wpad www")
              .split(" "));

  /** The names that no organisation may have; the server refuses the same. */
  public static Set<String> reserved() {
    return RESERVED;
  }

  public Slug {
    Check.matches(
        "an organisation's slug",
        value,
        LABEL,
        LONGEST,
        "1 to 40 lower-case letters, digits and single inner hyphens, a letter first");
    Check.refuse(reservedProblem(value));
  }

  static Optional<String> reservedProblem(String value) {
    return RESERVED.contains(value)
        ? Optional.of("the slug '" + value + "' is reserved; choose another")
        : Optional.empty();
  }

  @Override
  public String toString() {
    return value;
  }
}
