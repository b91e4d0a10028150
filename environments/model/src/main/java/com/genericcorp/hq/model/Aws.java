package com.genericcorp.hq.model;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where in AWS an environment is, and what it has there.
 *
 * @param account the account's 12 digits
 * @param zone the Route 53 zone in which the environment's hosts lie, such as {@code
 *     genericcorp.com}
 * @param alternativeZones domains to take when the zone's cannot be had
 * @param availabilityZones how many the network spans
 * @param natGateways none, one, or one in each zone; 0: tasks have public addresses, closed by
 *     their security group
 * @param firewall whether AWS WAF stands before the load balancer
 * @param deletionProtection whether AWS refuses to delete the database and the load balancer
 * @param alertEmail whom alarms and the budget are sent to
 * @param githubRepository {@code owner/name} of the repository whose workflows may deploy
 * @param sandboxAccount the account in which the environment may be made and destroyed for a trial
 *     ({@code hq accept}); where it is not {@link #account}, that is refused
 */
public record Aws(
    String region,
    String account,
    String zone,
    Optional<List<String>> alternativeZones,
    int availabilityZones,
    int natGateways,
    boolean firewall,
    boolean deletionProtection,
    String alertEmail,
    String githubRepository,
    Optional<String> sandboxAccount,
    Traffic traffic) {
  private static final String LABEL = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[0-9]");
  private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
  private static final Pattern ZONE = Pattern.compile(LABEL + "(\\." + LABEL + "){1,9}");
  private static final String DOMAIN_WANTED = "a domain in lower case, such as example.com";
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9._+-]{1,64}@" + LABEL + "(\\." + LABEL + "){1,9}");
  private static final Pattern GITHUB =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9-]{0,37}[A-Za-z0-9])?/[A-Za-z0-9._-]{1,100}");

  /** The accounts of examples in AWS's own documentation: nobody's. */
  private static final Set<String> PLACEHOLDERS =
      Set.of("000000000000", "111122223333", "123456789012", "444455556666");

  public Aws {
    Check.matches("aws.region", region, REGION, 25, "a region such as us-east-1");
    Check.matches("aws.account", account, ACCOUNT, 12, "an account's 12 digits, in quotes");
    Check.matches("aws.zone", zone, ZONE, 200, DOMAIN_WANTED);
    alternativeZones = alternativeZones.map(List::copyOf);
    Set<String> known = new HashSet<>(Set.of(zone));
    for (String alternative : alternativeZones.orElse(List.of())) {
      Check.matches("aws.alternativeZones", alternative, ZONE, 200, DOMAIN_WANTED);
      Check.refuse(alternativeProblem(alternative, !known.add(alternative)));
    }
    Check.range("aws.availabilityZones", availabilityZones, 2, 3);
    Check.range("aws.natGateways", natGateways, 0, 3);
    Check.refuse(natGatewaysProblem(natGateways, availabilityZones));
    Check.matches("aws.alertEmail", alertEmail, EMAIL, 254, "an address such as sre@example.com");
    Check.matches(
        "aws.githubRepository", githubRepository, GITHUB, 140, "a repository as owner/name");
    sandboxAccount.ifPresent(
        sandbox ->
            Check.matches(
                "aws.sandboxAccount", sandbox, ACCOUNT, 12, "an account's 12 digits, in quotes"));
  }

  /**
   * What the usage-driven part of the cost supposes: means of a month.
   *
   * @param requestsPerSecond requests that reach the load balancer
   * @param responseKb an answer's size in KiB
   * @param logKb KiB of log lines that a request leaves
   */
  public record Traffic(BigDecimal requestsPerSecond, BigDecimal responseKb, BigDecimal logKb) {
    public Traffic {
      requestsPerSecond =
          Check.decimal("aws.traffic.requestsPerSecond", requestsPerSecond, "0.001", "100000");
      responseKb = Check.decimal("aws.traffic.responseKb", responseKb, "0.001", "100000");
      logKb = Check.decimal("aws.traffic.logKb", logKb, "0.001", "1000");
    }
  }

  /** A gateway in some zones only would fail with them and cost more than one. */
  static Optional<String> natGatewaysProblem(int natGateways, int availabilityZones) {
    return natGateways <= 1 || natGateways == availabilityZones
        ? Optional.empty()
        : Optional.of(
            "aws.natGateways is %d; with %d availability zones allowed: 0, 1 or %d"
                .formatted(natGateways, availabilityZones, availabilityZones));
  }

  /** An alternative is another than the zone and those before it. */
  static Optional<String> alternativeProblem(String alternative, boolean known) {
    return known
        ? Optional.of(
            "aws.alternativeZones has '"
                + alternative
                + "', which is the zone itself or there already; delete it")
        : Optional.empty();
  }

  /** The tenants' host lies below the public one, and so in the zone as well. */
  static Optional<String> zoneProblem(String zone, String publicHost) {
    return publicHost.equals(zone) || publicHost.endsWith("." + zone)
        ? Optional.empty()
        : Optional.of(
            "aws.zone is '"
                + zone
                + "', in which hosts.publicHost '"
                + publicHost
                + "' does not lie; expected a domain that the host ends with");
  }

  /** Whether what is there may be destroyed by a trial. */
  public boolean isSandbox() {
    return sandboxAccount.filter(account::equals).isPresent();
  }

  /** Whether the account is still to be set by whoever deploys this environment. */
  public boolean accountIsPlaceholder() {
    return PLACEHOLDERS.contains(account);
  }
}
