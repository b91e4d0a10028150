package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.dns.Delegation;
import com.genericcorp.hq.domain.dns.Dns;
import com.genericcorp.hq.domain.dns.Unanswered;
import com.genericcorp.hq.domain.rdap.Standing;
import com.genericcorp.hq.domain.zone.HostedZone;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import java.time.LocalDate;
import java.util.Optional;

/**
 * What several checks judge by.
 *
 * @param delegation whom the world is sent to; empty: {@code undelegated} says why it is not known
 */
record Facts(
    Question question,
    Standing standing,
    ZoneSearch search,
    Optional<Delegation> delegation,
    String undelegated,
    LocalDate today) {
  static Facts gather(Question question, World world) {
    Optional<Delegation> delegation = Optional.empty();
    String undelegated = "";
    try {
      delegation = Optional.of(delegation(world.dns(), question));
    } catch (Unanswered problem) {
      undelegated = String.valueOf(problem.getMessage());
    }
    return new Facts(
        question,
        world.rdap().of(question.domain()),
        world.zones().find(question),
        delegation,
        undelegated,
        world.today());
  }

  private static Delegation delegation(Dns dns, Question question) throws Unanswered {
    return Delegation.of(dns, question.zone());
  }

  Optional<HostedZone> zone() {
    return search instanceof ZoneSearch.Found found ? Optional.of(found.zone()) : Optional.empty();
  }

  /** Whether the world is sent to the zone of our account. */
  boolean ours() {
    return zone().isPresent()
        && delegation.isPresent()
        && delegation.get().nameServers().equals(zone().get().nameServers());
  }
}
