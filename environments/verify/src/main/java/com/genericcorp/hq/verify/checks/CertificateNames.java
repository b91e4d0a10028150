package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Each host's certificate is for that host, by its subject alternative names alone (RFC 9525): a
 * star stands for one whole label, the first.
 */
public final class CertificateNames implements Check {
  private static final int DNS_NAME = 2;
  private static final int ADDRESS = 7;

  @Override
  public String name() {
    return "certificate-names";
  }

  @Override
  public String expected(Target target) {
    return target.hasTenantHosts()
        ? "certificates for " + target.publicHost() + " and " + target.tenantHost()
        : "a certificate for " + target.publicHost();
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    Set<List<String>> seen = new LinkedHashSet<>();
    List<String> faults = new ArrayList<>();
    for (String host : site.hosts()) {
      List<String> names = names(site.wire().peer(host).chain().get(0));
      seen.add(names);
      if (names.stream().noneMatch(name -> covers(name, host))) {
        faults.add(host + " is not in " + names);
      }
    }
    return faults.isEmpty()
        ? Finding.good(String.join(" and ", seen.stream().map(List::toString).toList()))
        : Finding.fault(String.join("; ", faults));
  }

  private static List<String> names(X509Certificate certificate) throws NoAnswer {
    List<String> names = new ArrayList<>();
    try {
      Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
      for (List<?> name : alternatives == null ? List.<List<?>>of() : alternatives) {
        if (name.get(0) instanceof Integer type && (type == DNS_NAME || type == ADDRESS)) {
          names.add(String.valueOf(name.get(1)));
        }
      }
      return names;
    } catch (CertificateParsingException problem) {
      throw new NoAnswer("the certificate's names cannot be read: " + problem.getMessage());
    }
  }

  static boolean covers(String pattern, String host) {
    String name = pattern.toLowerCase(Locale.ROOT);
    if (!name.startsWith("*.")) {
      return name.equals(host);
    }
    int dot = host.indexOf('.');
    return dot > 0 && host.substring(dot).equals(name.substring(1));
  }
}
