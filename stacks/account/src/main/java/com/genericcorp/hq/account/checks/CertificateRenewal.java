package com.genericcorp.hq.account.checks;

import com.genericcorp.hq.account.checks.AwsCheck.Notes;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.RenewalEligibility;
import software.amazon.awssdk.services.acm.model.RenewalStatus;
import software.amazon.awssdk.services.acm.model.RenewalSummary;

/** Whether ACM renews the certificate by itself, which it begins 60 days before the end. */
final class CertificateRenewal {
  static final AwsCheck CHECK =
      new AwsCheck(
          "certificate-renewal",
          "ACM renews it by itself, and is not late",
          (seen, notes) -> {
            String arn = seen.id("aws:acm/certificate:Certificate");
            judge(
                seen.acm()
                    .describeCertificate(request -> request.certificateArn(arn))
                    .certificate(),
                seen.environment().alerts().certificate().daysLeft(),
                Instant.now(),
                notes);
          });

  private CertificateRenewal() {}

  static void judge(CertificateDetail found, int leastDays, Instant now, Notes notes) {
    notes.require(
        found.renewalEligibility() == RenewalEligibility.ELIGIBLE,
        "ACM does not renew it: it is %s, as are those that nothing uses",
        found.renewalEligibilityAsString());
    RenewalSummary renewal = found.renewalSummary();
    if (renewal != null) {
      notes.seen("renewal %s", renewal.renewalStatusAsString());
      notes.require(
          renewal.renewalStatus() != RenewalStatus.FAILED
              && renewal.renewalStatus() != RenewalStatus.PENDING_VALIDATION,
          "its renewal is %s (%s): the zone must keep the record by which ACM knows the owner",
          renewal.renewalStatusAsString(),
          renewal.renewalStatusReasonAsString());
    }
    if (found.notAfter() == null) {
      notes.require(false, "it has no end: it is %s", found.statusAsString());
      return;
    }
    long days = Duration.between(now, found.notAfter()).toDays();
    notes.seen("%d days left", days);
    notes.require(days >= leastDays, "%d days are left; %d are promised", days, leastDays);
  }
}
