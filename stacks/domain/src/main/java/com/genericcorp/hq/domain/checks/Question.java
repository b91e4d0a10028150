package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Hosts;
import com.genericcorp.hq.model.Platform;
import com.google.common.net.InternetDomainName;
import java.net.IDN;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is asked about.
 *
 * @param host in ASCII and lower case
 * @param wildcard the name of all organisations' hosts; empty: there is one host for all
 * @param zone of the environment; of none: what is registered
 * @param domain what is registered, or can be
 * @param environment in whose zone the host lies
 */
public record Question(
    String host, String wildcard, String zone, String domain, Optional<Environment> environment) {
  private static final int LONGEST = 253;
  private static final Pattern HOST =
      Pattern.compile("([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\\.)+(?=.*[a-z])[a-z0-9-]{2,63}");

  /**
   * Understands what the user wrote.
   *
   * @param written an environment's name or a host
   * @throws InvalidInput when it is neither, or nothing that can be registered
   */
  public static Question of(String written, Environments environments) {
    if (!written.contains(".")) {
      Environment environment = environments.load(written);
      if (environment.platform() != Platform.AWS) {
        throw new InvalidInput(
            "environment %s is on platform %s, which needs no domain of its own; name one on aws,"
                + " or a host such as demo.example.com",
            written, environment.platform());
      }
      return of(environment.hosts().publicHost(), environment);
    }
    String host = host(written);
    return environments.loadAll().stream()
        .filter(one -> one.aws().isPresent() && lies(host, one.aws().get().zone()))
        .max(Comparator.comparingInt(one -> one.aws().orElseThrow().zone().length()))
        .map(environment -> of(host, environment))
        .orElseGet(
            () -> new Question(host, "*." + host, domain(host), domain(host), Optional.empty()));
  }

  private static Question of(String host, Environment environment) {
    Hosts hosts = environment.hosts();
    String wildcard =
        host.equals(hosts.publicHost()) ? hosts.tenantHost().replace(Hosts.SLUG, "*") : "*." + host;
    String zone = environment.aws().map(Aws::zone).orElseThrow();
    return new Question(host, wildcard, zone, domain(host), Optional.of(environment));
  }

  private static boolean lies(String host, String zone) {
    return host.equals(zone) || host.endsWith("." + zone);
  }

  private static String host(String written) {
    String host;
    try {
      host = IDN.toASCII(written).toLowerCase(Locale.ROOT).replaceFirst("\\.$", "");
    } catch (IllegalArgumentException problem) {
      host = "";
    }
    if (host.length() > LONGEST || !HOST.matcher(host).matches()) {
      throw new InvalidInput(
          "'%s' is neither an environment nor a host; expected a name such as demo, or a host such"
              + " as demo.example.com",
          written);
    }
    return host;
  }

  /** What is registered of a host: a label more than its registry's suffix, such as co.uk. */
  public static String domain(String host) {
    InternetDomainName name = InternetDomainName.from(host);
    if (name.isRegistrySuffix()) {
      throw new InvalidInput(
          "%s is where others register their domains; name one of them, or a host below it", host);
    }
    if (name.isUnderRegistrySuffix()) {
      return name.topDomainUnderRegistrySuffix().toString();
    }
    List<String> labels = name.parts();
    return String.join(".", labels.subList(labels.size() - 2, labels.size()));
  }

  /** Domains that would do as well. */
  List<String> alternatives() {
    return environment.flatMap(Environment::aws).flatMap(Aws::alternativeZones).orElse(List.of());
  }

  /** The environment's name in a command, or a sign for it. */
  String environmentName() {
    return environment.map(Environment::name).orElse("ENVIRONMENT");
  }
}
