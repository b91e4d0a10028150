package com.genericcorp.hq.domain;

import com.genericcorp.hq.account.AwsAccount;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.domain.checks.DomainChecks;
import com.genericcorp.hq.domain.checks.Question;
import com.genericcorp.hq.domain.checks.World;
import com.genericcorp.hq.domain.dns.Dns;
import com.genericcorp.hq.domain.dns.Resolvers;
import com.genericcorp.hq.domain.rdap.Patience;
import com.genericcorp.hq.domain.rdap.Rdap;
import com.genericcorp.hq.domain.report.DomainReport;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import com.genericcorp.hq.domain.zone.Zones;
import com.genericcorp.hq.model.Aws;
import com.genericcorp.hq.model.Environment;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the command asks.
 *
 * @param resolver as the user names it; null: this machine's
 * @param port of the zones' own name servers
 * @param rdap where the list of RDAP servers is
 */
record Outside(@Nullable String resolver, int port, String rdap) {
  static final String IANA = "https://data.iana.org/rdap/dns.json";

  private static final Duration DNS_PATIENCE = Duration.ofSeconds(3);
  private static final int LAST_PORT = 65_535;

  DomainReport look(Question question) {
    if (port < 1 || port > LAST_PORT) {
      throw new InvalidInput("--name-server-port is %d; allowed: 1 to %d", port, LAST_PORT);
    }
    List<InetSocketAddress> resolvers =
        resolver == null ? Resolvers.ofThisMachine() : Resolvers.named(resolver);
    World world =
        new World(
            new Dns(resolvers, port, DNS_PATIENCE),
            new Rdap(list(), Patience.DEFAULT),
            Outside::search,
            LocalDate.now(ZoneOffset.UTC));
    return DomainChecks.run(question, world);
  }

  private URI list() {
    try {
      URI list = new URI(rdap);
      if (list.getHost() != null && String.valueOf(list.getScheme()).matches("https?")) {
        return list;
      }
    } catch (URISyntaxException problem) {
      // Refused below.
    }
    throw new InvalidInput("--rdap is '%s'; expected an address such as %s", rdap, IANA);
  }

  private static ZoneSearch search(Question question) {
    Optional<Aws> aws = question.environment().flatMap(Environment::aws);
    if (aws.isEmpty()) {
      return new ZoneSearch.NotMade("no environment has this host, and so no account");
    }
    try (AwsAccount account = AwsAccount.of(aws.get())) {
      return new Zones(account).find(question.zone());
    }
  }
}
