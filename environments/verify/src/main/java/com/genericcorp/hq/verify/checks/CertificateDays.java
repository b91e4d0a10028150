package com.genericcorp.hq.verify.checks;

import com.genericcorp.hq.verify.targets.Target;
import com.genericcorp.hq.verify.wire.NoAnswer;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;

/** No certificate that is sent, the intermediate ones included, is about to expire. */
public final class CertificateDays implements Check {
  @Override
  public String name() {
    return "certificate-days";
  }

  @Override
  public String expected(Target target) {
    return "certificates valid for " + target.certificateDays() + " days or more";
  }

  @Override
  public Finding look(Site site) throws NoAnswer, InterruptedException {
    Instant first = Instant.MAX;
    Instant now = Instant.now();
    for (String host : site.hosts()) {
      for (X509Certificate certificate : site.wire().peer(host).chain()) {
        Instant end = certificate.getNotAfter().toInstant();
        first = end.isBefore(first) ? end : first;
        if (certificate.getNotBefore().toInstant().isAfter(now)) {
          return Finding.fault("valid only from " + certificate.getNotBefore().toInstant());
        }
      }
    }
    Duration left = Duration.between(now, first);
    boolean enough = left.compareTo(Duration.ofDays(site.target().certificateDays())) >= 0;
    String seen =
        left.isNegative() ? "expired on " + first : left.toDays() + " days left, until " + first;
    return new Finding(enough && !left.isNegative(), seen);
  }
}
