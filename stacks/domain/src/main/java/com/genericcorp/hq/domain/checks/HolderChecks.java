package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.rdap.Rdap;
import com.genericcorp.hq.domain.rdap.Registration;
import com.genericcorp.hq.domain.rdap.Standing;
import com.genericcorp.hq.domain.report.Finding;
import com.genericcorp.hq.domain.zone.ZoneSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who has a domain that is not ours, and what would do instead of it. */
final class HolderChecks {
  static final String HOLDER = "holder";
  static final String ALTERNATIVES = "alternatives";

  private HolderChecks() {}

  static Finding holder(Facts facts) {
    if (facts.ours()) {
      return Finding.ok(HOLDER, "we: its name servers are those of the zone in the account");
    }
    if (!(facts.standing() instanceof Standing.Registered registered)) {
      return Finding.skipped(HOLDER, "there is no registration to look at");
    }
    Registration registration = registered.registration();
    String who =
        registration.registrant().map(name -> name + ", as published").orElse("not published");
    String seen = "registrant of " + registration.domain() + ": " + who + details(registration);
    if (facts.search() instanceof ZoneSearch.NotMade) {
      return Finding.ok(HOLDER, seen + "; whether that is us was not looked at");
    }
    return Finding.warning(
        HOLDER,
        seen + "; the world is not sent to our zone",
        "if that is us, see 'zone' and 'delegation'; else ask the registrar, or take an"
            + " alternative");
  }

  /** As the end of a sentence: since when, at whom, its state and name servers. */
  static String details(Registration registration) {
    List<String> parts = new ArrayList<>();
    registration.registered().ifPresent(day -> parts.add("since " + day));
    registration.registrar().ifPresent(name -> parts.add("at " + name));
    if (!registration.nameServers().isEmpty()) {
      parts.add("name servers " + String.join(" ", registration.nameServers()));
    }
    if (!registration.statuses().isEmpty()) {
      parts.add("status " + String.join(", ", registration.statuses()));
    }
    return parts.isEmpty() ? "" : ", " + String.join("; ", parts);
  }

  static Finding alternatives(Facts facts, Rdap rdap) {
    List<String> listed = facts.question().alternatives();
    if (facts.ours()) {
      return Finding.skipped(ALTERNATIVES, "none is needed");
    }
    if (listed.isEmpty()) {
      return Finding.skipped(
          ALTERNATIVES, "the environment lists none: the key is aws.alternativeZones");
    }
    Map<String, Standing> standings = new TreeMap<>();
    List<String> seen = new ArrayList<>();
    for (String alternative : listed) {
      String domain = Question.domain(alternative);
      seen.add(alternative + " " + state(standings.computeIfAbsent(domain, rdap::of)));
    }
    String all = String.join("; ", seen);
    return standings.values().stream().allMatch(Standing.Unknown.class::isInstance)
        ? Finding.skipped(ALTERNATIVES, all)
        : Finding.ok(ALTERNATIVES, all);
  }

  private static String state(Standing standing) {
    if (standing instanceof Standing.Registered registered) {
      Registration registration = registered.registration();
      return "is taken"
          + registration.registered().map(day -> " since " + day).orElse("")
          + registration.registrant().map(name -> " by " + name).orElse("");
    }
    return standing instanceof Standing.Unknown unknown
        ? "is not known (" + unknown.why() + ")"
        : "is free";
  }
}
