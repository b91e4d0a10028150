package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.dns.Caa;
import com.genericcorp.hq.domain.dns.Dns;
import com.genericcorp.hq.domain.dns.Unanswered;
import com.genericcorp.hq.domain.report.Finding;
import java.util.Set;

/** May Amazon issue the certificate of the host and of all names directly below it. */
final class CaaCheck {
  static final String CAA = "caa";

  /** By any of them (docs.aws.amazon.com/acm/latest/userguide/setup-caa.html). */
  private static final Set<String> AMAZON =
      Set.of("amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com");

  private CaaCheck() {}

  static Finding run(Question question, Dns dns) {
    try {
      Caa caa = Caa.of(dns, question.host(), question.domain());
      if (caa.at().isEmpty()) {
        return Finding.ok(CAA, "no CAA records: every authority may issue");
      }
      String seen = caa.at() + " has CAA " + caa.shown();
      if (!caa.allows(AMAZON, false)) {
        return fault(question.host(), seen, "issue");
      }
      if (!question.wildcard().isEmpty() && !caa.allows(AMAZON, true)) {
        return fault(question.wildcard(), seen, "issuewild");
      }
      return Finding.ok(CAA, seen + ": Amazon may issue");
    } catch (Unanswered problem) {
      String seen = String.valueOf(problem.getMessage());
      return problem.refusedToSay()
          ? Finding.fault(
              CAA,
              seen,
              "mend the zone: an authority that gets no answer must not issue (RFC 8659)")
          : Finding.warning(CAA, seen, "ask again, or name another resolver by --resolver");
    }
  }

  private static Finding fault(String name, String seen, String property) {
    return Finding.fault(
        CAA,
        "Amazon may not issue for " + name + ": " + seen,
        "add CAA 0 %s \"amazon.com\" for %s".formatted(property, name.replaceFirst("^\\*\\.", "")));
  }
}
