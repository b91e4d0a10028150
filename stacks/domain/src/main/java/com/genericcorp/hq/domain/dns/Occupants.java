package com.genericcorp.hq.domain.dns;

import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Type;

/** The records by which a name leads somewhere already, such as {@code CNAME shop.example.net.}. */
public final class Occupants {
  private Occupants() {}

  /** Those of the name itself, as {@code TYPE value}. */
  public static Set<String> of(Dns dns, String host) throws Unanswered {
    Name name = Dns.name(host);
    Set<String> found = new TreeSet<>();
    Answer four = dns.ask(name, Type.A);
    four.of(name, CNAMERecord.class).forEach(record -> found.add(shown(record)));
    four.of(name, ARecord.class).forEach(record -> found.add(shown(record)));
    dns.ask(name, Type.AAAA).of(name, AAAARecord.class).forEach(record -> found.add(shown(record)));
    return found;
  }

  private static String shown(Record record) {
    return Type.string(record.getType()) + " " + record.rdataToString().toLowerCase(Locale.ROOT);
  }
}
