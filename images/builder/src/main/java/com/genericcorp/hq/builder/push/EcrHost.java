package com.genericcorp.hq.builder.push;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A registry of Amazon ECR, by its host name: {@code 123456789012.dkr.ecr.eu-west-1.amazonaws.com},
 * or with {@code dkr-ecr} and {@code on.aws} where it has IPv6, too.
 *
 * @param account twelve digits
 * @param region {@code eu-west-1}
 */
record EcrHost(String account, String region) {
  private static final Pattern NAME =
      Pattern.compile(
          "(\\d{12})\\.dkr[.-]ecr(?:-fips)?\\.([a-z0-9-]+)\\.(?:amazonaws\\.com(?:\\.cn)?|on\\.aws)");

  /** The registry of a host, if it is one of ECR. */
  static Optional<EcrHost> of(String host) {
    Matcher matcher = NAME.matcher(host);
    return matcher.matches()
        ? Optional.of(new EcrHost(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }
}
