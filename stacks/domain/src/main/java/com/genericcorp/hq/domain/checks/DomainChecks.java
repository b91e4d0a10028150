package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.report.DomainReport;
import com.genericcorp.hq.model.Environment;
import java.util.List;

/** All checks, in the order in which they are mended. */
public final class DomainChecks {
  private DomainChecks() {}

  public static DomainReport run(Question question, World world) {
    Facts facts = Facts.gather(question, world);
    return new DomainReport(
        question.host(),
        question.environment().map(Environment::name).orElse(""),
        question.zone(),
        question.domain(),
        List.of(
            RegistrationChecks.registration(facts),
            RegistrationChecks.expiry(facts),
            ZoneChecks.zone(facts), // in our account
            ZoneChecks.delegation(facts), // the world is sent to it
            RecordsCheck.run(facts, world.dns()), // nothing is in the stack's way
            CaaCheck.run(question, world.dns()), // the certificate can be issued
            HolderChecks.holder(facts),
            HolderChecks.alternatives(facts, world.rdap())));
  }
}
