package com.genericcorp.hq.domain.checks;

import com.genericcorp.hq.domain.rdap.Registration;
import com.genericcorp.hq.domain.rdap.Standing;
import com.genericcorp.hq.domain.report.Finding;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Is the domain registered, and for how long still. */
final class RegistrationChecks {
  static final String REGISTRATION = "registration";
  static final String EXPIRY = "expiry";

  /** Renewals can fail over a card or a mailbox, and are best not left to the last month. */
  private static final int WARNING_DAYS = 60;

  /** With these (RFC 8056's words, without blanks) the domain is not in the DNS, or soon is not. */
  private static final Set<String> FATAL =
      Set.of(
          "clienthold",
          "serverhold",
          "inactive",
          "redemptionperiod",
          "pendingdelete",
          "pendingrestore");

  private RegistrationChecks() {}

  static Finding registration(Facts facts) {
    String domain = facts.question().domain();
    if (facts.standing() instanceof Standing.Free) {
      return Finding.fault(
          REGISTRATION,
          domain + " is not registered",
          "register it, at Route 53 or another registrar, before somebody else does");
    }
    if (facts.standing() instanceof Standing.Unknown unknown) {
      return Finding.warning(
          REGISTRATION,
          unknown.why(),
          "look at the registrar whether " + domain + " is registered");
    }
    Registration registration = ((Standing.Registered) facts.standing()).registration();
    String seen = domain + " is registered" + HolderChecks.details(registration);
    List<String> fatal =
        registration.statuses().stream().filter(RegistrationChecks::isFatal).toList();
    if (!fatal.isEmpty()) {
      return Finding.fault(
          REGISTRATION,
          seen + ", but its status is " + String.join(", ", fatal),
          "ask the registrar why: a domain of this status is not in the DNS, or soon is not");
    }
    return Finding.ok(REGISTRATION, seen);
  }

  private static boolean isFatal(String status) {
    return FATAL.contains(status.toLowerCase(Locale.ROOT).replace(" ", ""));
  }

  static Finding expiry(Facts facts) {
    if (!(facts.standing() instanceof Standing.Registered registered)) {
      return Finding.skipped(EXPIRY, "there is no registration to look at");
    }
    Registration registration = registered.registration();
    if (registration.expires().isEmpty()) {
      return Finding.warning(
          EXPIRY,
          "the registry does not publish until when " + registration.domain() + " is registered",
          "look at the registrar, and have it renewed automatically");
    }
    long days = ChronoUnit.DAYS.between(facts.today(), registration.expires().get());
    String until = " (until " + registration.expires().get() + ")";
    if (days < 0) {
      return Finding.fault(
          EXPIRY,
          "expired " + -days + " days ago" + until,
          "renew it at once: soon after, the registry gives it to others");
    }
    if (days < WARNING_DAYS) {
      return Finding.warning(
          EXPIRY,
          days + " days left" + until,
          "renew it at the registrar, and have it renewed automatically");
    }
    return Finding.ok(EXPIRY, days + " days left" + until);
  }
}
