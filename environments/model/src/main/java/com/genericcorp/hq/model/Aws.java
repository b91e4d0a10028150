package com.genericcorp.hq.model;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where in AWS an environment is.
 *
 * @param account the account's 12 digits
 * @param natGateways 0: tasks have public addresses, closed by their security group
 */
public record Aws(String region, String account, int natGateways) {
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");

  /** The accounts of examples in AWS's own documentation: nobody's. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("000000000000", "111122223333", "123456789012", "444455556666");

  public Aws {
    Check.matches("aws.region", region, REGION, 25, "a region such as us-east-1");
    Check.matches("aws.account", account, ACCOUNT, 12, "an account's 12 digits, in quotes");
    Check.range("aws.natGateways", natGateways, 0, 3);
  }

  /** Whether the account is still to be set by whoever deploys this environment. */
  public boolean accountIsPlaceholder() {
    return PLACEHOLDERS.contains(account);
  }
}
