package com.genericcorp.hq.domain.zone;

import java.util.List;
import java.util.Set;

/**
 * A public zone in the account.
 *
 * @param nameServers in lower case without the last dot
 */
public record HostedZone(String id, Set<String> nameServers, List<ZoneRecord> records) {
  public HostedZone {
    nameServers = Set.copyOf(nameServers);
    records = List.copyOf(records);
  }

  /** What the zone has at a name. */
  public List<ZoneRecord> at(String name) {
    return records.stream().filter(record -> record.name().equals(name)).toList();
  }

  /**
   * Records of one name and type.
   *
   * @param name in lower case without the last dot
   * @param target what it leads to, in words of the zone
   * @param alias whether it is an alias of AWS's, which only Route 53 knows
   */
  public record ZoneRecord(String name, String type, String target, boolean alias) {
    private static final String BALANCERS = ".elb.amazonaws.com";

    /** Whether it leads to a load balancer of AWS's, as the stack's own do. */
    public boolean leadsToBalancer() {
      return alias && type.equals("A") && target.endsWith(BALANCERS);
    }

    @Override
    public String toString() {
      return type + " " + (alias ? "alias " : "") + target;
    }
  }
}
