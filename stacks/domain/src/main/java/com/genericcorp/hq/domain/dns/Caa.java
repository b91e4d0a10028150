package com.genericcorp.hq.domain.dns;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.xbill.DNS.CAARecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Type;

/**
 * Who may issue certificates for a name, by RFC 8659: the nearest name upwards that has CAA records
 * decides.
 *
 * @param at whose records decide; empty: there are none, and everybody may
 * @param records the deciding records
 */
public record Caa(String at, List<CAARecord> records) {
  private static final String ISSUE = "issue";
  private static final String ISSUE_WILD = "issuewild";
  private static final Set<String> KNOWN =
      Set.of(ISSUE, ISSUE_WILD, "iodef", "contactemail", "contactphone", "issuemail", "issuevmc");

  /** Unknown properties so marked forbid to issue at all. */
  private static final int CRITICAL = 128;

  public Caa {
    records = List.copyOf(records);
  }

  /**
   * Climbs from the host.
   *
   * @param domain where the climb ends: above what is registered nobody has a say about one name
   */
  public static Caa of(Dns dns, String host, String domain) throws Unanswered {
    Name last = Dns.name(domain);
    for (Name name = Dns.name(host); name.subdomain(last); name = new Name(name, 1)) {
      List<CAARecord> records = dns.ask(name, Type.CAA).all(CAARecord.class);
      if (!records.isEmpty()) {
        return new Caa(Dns.shown(name), records);
      }
    }
    return new Caa("", List.of());
  }

  /**
   * Whether one of the issuers may issue for the host, or for all names directly below it.
   *
   * @param issuers names by which an authority is allowed; any of them will do
   */
  public boolean allows(Set<String> issuers, boolean wildcard) {
    if (records.stream().anyMatch(Caa::forbidsAll)) {
      return false;
    }
    boolean own = wildcard && !values(ISSUE_WILD).isEmpty();
    List<String> allowed = values(own ? ISSUE_WILD : ISSUE);
    return allowed.isEmpty() || allowed.stream().anyMatch(issuers::contains);
  }

  private static boolean forbidsAll(CAARecord record) {
    return (record.getFlags() & CRITICAL) != 0
        && !KNOWN.contains(record.getTag().toLowerCase(Locale.ROOT));
  }

  /** The issuers of a property, without what follows their names. */
  private List<String> values(String tag) {
    return records.stream()
        .filter(record -> record.getTag().equalsIgnoreCase(tag))
        .map(record -> record.getValue().split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
        .toList();
  }

  /** As a zone file has them. */
  public String shown() {
    return records.stream()
        .map(record -> record.getFlags() + " " + record.getTag() + " \"" + record.getValue() + '"')
        .sorted()
        .collect(Collectors.joining(", "));
  }
}
