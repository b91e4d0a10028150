package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.dns.Delegation;
import com.genericcorp.hq.domain.report.Finding;
import com.genericcorp.hq.domain.zone.HostedZone;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import java.util.Set;
import java.util.TreeSet;

/** Is the zone in our account, and is the world sent to it. */
final class ZoneChecks {
  static final String ZONE = "zone";
  static final String DELEGATION = "delegation";

  private ZoneChecks() {}

  static Finding zone(Facts facts) {
    String name = facts.question().zone();
    if (facts.search() instanceof ZoneSearch.NotMade not) {
      return Finding.skipped(ZONE, not.why());
    }
    if (facts.search() instanceof ZoneSearch.Missing missing) {
      return Finding.fault(
          ZONE,
          "account " + missing.account() + " has no public zone " + name,
          "make it with the account's other things: 'pulumi up -s bootstrap-%s' in stacks"
              .formatted(facts.question().environmentName()));
    }
    if (facts.search() instanceof ZoneSearch.Several several) {
      return Finding.fault(
          ZONE,
          "there are %d public zones %s: %s"
              .formatted(several.ids().size(), name, String.join(", ", several.ids())),
          "delete all but the one that 'pulumi stack output zoneId -s bootstrap-%s' names"
              .formatted(facts.question().environmentName()));
    }
    HostedZone zone = ((ZoneSearch.Found) facts.search()).zone();
    return Finding.ok(
        ZONE, name + " is " + zone.id() + ", with name servers " + shown(zone.nameServers()));
  }

  static Finding delegation(Facts facts) {
    String name = facts.question().zone();
    if (facts.delegation().isEmpty()) {
      return Finding.warning(
          DELEGATION,
          facts.undelegated(),
          "ask again from where port 53 of all name servers can be reached, or name another"
              + " resolver by --resolver");
    }
    Delegation delegation = facts.delegation().get();
    Set<String> sent = delegation.nameServers();
    if (sent.isEmpty()) {
      return Finding.fault(
          DELEGATION,
          delegation.parent() + " sends nobody to " + name + ": it has no NS records for it",
          "enter the zone's name servers there: "
              + facts
                  .zone()
                  .map(zone -> shown(zone.nameServers()))
                  .orElse("those that 'zone' names as soon as it is there"));
    }
    String seen = delegation.parent() + " sends to " + shown(sent);
    if (facts.zone().isEmpty()) {
      return Finding.skipped(DELEGATION, seen + "; there is no zone to compare them with");
    }
    Set<String> wanted = facts.zone().get().nameServers();
    return sent.equals(wanted)
        ? Finding.ok(DELEGATION, seen + ", as the zone says")
        : Finding.fault(
            DELEGATION,
            seen + "; the zone's are " + shown(wanted),
            "replace the NS records of " + name + " in " + delegation.parent() + " by the zone's");
  }

  private static String shown(Set<String> nameServers) {
    return String.join(" ", new TreeSet<>(nameServers));
  }
}
