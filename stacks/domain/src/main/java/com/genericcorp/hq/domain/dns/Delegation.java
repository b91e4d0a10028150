package com.genericcorp.hq.domain.dns;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Type;

/**
 * Whom the zone above sends those who look for a zone. It is asked of that zone's own servers: a
 * resolver would tell what the zone says of itself, if anything.
 *
 * @param parent the zone above
 * @param nameServers in lower case without the last dot; empty: it sends nobody anywhere
 */
public record Delegation(String parent, Set<String> nameServers) {
  private static final int MOST_SERVERS = 4;

  public Delegation {
    nameServers = Set.copyOf(nameServers);
  }

  /** Looks it up. */
  public static Delegation of(Dns dns, String zone) throws Unanswered {
    Name name = Dns.name(zone);
    Name parent = apex(dns, new Name(name, 1));
    List<InetAddress> servers = servers(dns, parent);
    if (servers.isEmpty()) {
      throw new Unanswered("no name server of " + Dns.shown(parent) + " has an address", false);
    }
    Set<String> found = new TreeSet<>();
    for (NSRecord record : dns.askAt(servers, name, Type.NS).anywhere(name, NSRecord.class)) {
      found.add(Dns.shown(record.getTarget()));
    }
    return new Delegation(Dns.shown(parent), found);
  }

  /** Where the zone that holds a name begins. */
  private static Name apex(Dns dns, Name name) throws Unanswered {
    Answer answer = dns.ask(name, Type.SOA);
    return Stream.concat(answer.answers().stream(), answer.authority().stream())
        .filter(SOARecord.class::isInstance)
        .map(Record::getName)
        .findFirst()
        .orElseThrow(
            () -> new Unanswered("nobody says which zone holds " + Dns.shown(name), false));
  }

  private static List<InetAddress> servers(Dns dns, Name zone) throws Unanswered {
    List<InetAddress> addresses = new ArrayList<>();
    for (NSRecord server : dns.ask(zone, Type.NS).all(NSRecord.class)) {
      if (addresses.size() < MOST_SERVERS) {
        address(dns, server.getTarget(), addresses);
      }
    }
    return addresses;
  }

  private static void address(Dns dns, Name server, List<InetAddress> addresses) throws Unanswered {
    List<ARecord> four = dns.ask(server, Type.A).all(ARecord.class);
    if (!four.isEmpty()) {
      addresses.add(four.get(0).getAddress());
      return;
    }
    dns.ask(server, Type.AAAA).all(AAAARecord.class).stream()
        .limit(1)
        .map(AAAARecord::getAddress)
        .forEach(addresses::add);
  }
}
