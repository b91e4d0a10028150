package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.dns.Dns;
import com.genericcorp.hq.domain.dns.Occupants;
import com.genericcorp.hq.domain.dns.Unanswered;
import com.genericcorp.hq.domain.report.Finding;
import com.genericcorp.hq.domain.zone.HostedZone;
import com.genericcorp.hq.domain.zone.HostedZone.ZoneRecord;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Are there records where the stack wants to make its own: A, an alias of the load balancer. */
final class RecordsCheck {
  static final String RECORDS = "records";

  private static final Set<String> IN_THE_WAY = Set.of("A", "AAAA", "CNAME", "NS");

  /** A label that nobody has: what answers to it is the wildcard's. */
  private static final String NOBODY = "hq-nobody-has-this-name";

  private final Facts facts;
  private final Dns dns;
  private final List<String> faults = new ArrayList<>();
  private final List<String> doubts = new ArrayList<>();
  private final List<String> own = new ArrayList<>();

  private RecordsCheck(Facts facts, Dns dns) {
    this.facts = facts;
    this.dns = dns;
  }

  static Finding run(Facts facts, Dns dns) {
    RecordsCheck check = new RecordsCheck(facts, dns);
    List<String> names = check.names();
    facts.zone().ifPresent(zone -> names.forEach(name -> check.inOurZone(zone, name)));
    if (!facts.ours()) {
      try {
        for (String name : names) {
          check.inTheWorld(name);
        }
      } catch (Unanswered problem) {
        check.doubts.add(String.valueOf(problem.getMessage()));
      }
    }
    return check.finding(names);
  }

  private List<String> names() {
    Question question = facts.question();
    return question.wildcard().isEmpty()
        ? List.of(question.host())
        : List.of(question.host(), question.wildcard());
  }

  private void inOurZone(HostedZone zone, String name) {
    for (ZoneRecord record : zone.at(name)) {
      boolean delegates = record.type().equals("NS") && !name.equals(facts.question().zone());
      if (record.leadsToBalancer()) {
        own.add(name + " " + record);
      } else if (IN_THE_WAY.contains(record.type()) && (delegates || !record.type().equals("NS"))) {
        faults.add(name + " has " + record + " in our zone");
      }
    }
  }

  private void inTheWorld(String name) throws Unanswered {
    Set<String> found = Occupants.of(dns, name);
    if (found.isEmpty()) {
      return;
    }
    String seen = name + " has " + String.join(", ", found);
    boolean alias = found.stream().anyMatch(record -> record.startsWith("CNAME "));
    if (found.equals(ofTheWildcard())) {
      doubts.add(
          seen + ", as every name beside it, by a wildcard: the stack's own comes before it");
    } else if (!alias && facts.search() instanceof ZoneSearch.NotMade && isDelegated()) {
      doubts.add(
          seen + "; whether it is the stack's own can be told with the account's credentials");
    } else {
      faults.add(seen);
    }
  }

  private boolean isDelegated() {
    return facts.delegation().map(one -> !one.nameServers().isEmpty()).orElse(true);
  }

  /** What a name has that is none, beside the host. */
  private Set<String> ofTheWildcard() throws Unanswered {
    String host = facts.question().host();
    return host.equals(facts.question().domain())
        ? Set.of()
        : Occupants.of(dns, NOBODY + host.substring(host.indexOf('.')));
  }

  private Finding finding(List<String> names) {
    String at = String.join(" and ", names);
    if (!faults.isEmpty()) {
      faults.addAll(doubts);
      return Finding.fault(
          RECORDS,
          String.join("; ", faults),
          "delete them when nobody needs them any more: the stack's own cannot be made beside"
              + " them");
    }
    if (!doubts.isEmpty()) {
      return Finding.warning(RECORDS, String.join("; ", doubts), "look whose they are");
    }
    return Finding.ok(
        RECORDS,
        own.isEmpty()
            ? "nothing is in the way at " + at
            : "the load balancer's alone: " + String.join("; ", own));
  }
}
