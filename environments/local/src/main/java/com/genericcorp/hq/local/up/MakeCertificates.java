package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.certificates.CertificateNames;
import java.time.Instant;
import java.util.Optional;

/** Makes or renews the authority and the edge's certificate. */
final class MakeCertificates implements Step<Up> {
  @Override
  public String name() {
    return "Make certificates";
  }

  @Override
  public Optional<String> skip(Up up) {
    return up.certificates.areCurrent(names(up), Instant.now())
        ? Optional.of("there already")
        : Optional.empty();
  }

  @Override
  public void run(Up up) throws Exception {
    up.certificates.ensure(names(up), Instant.now());
  }

  private static CertificateNames names(Up up) {
    return CertificateNames.of(
        up.environment.hosts().publicHost(), up.environment.hosts().tenantHost());
  }
}
