package com.genericcorp.hq.account.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.verify.Result;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.acm.model.CertificateDetail;

class CertificateRenewalTest {
  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");
  private static final CertificateDetail GOOD =
      CertificateDetail.builder()
          .status("ISSUED")
          .renewalEligibility("ELIGIBLE")
          .notAfter(NOW.plus(Duration.ofDays(200)))
          .build();

  @Test
  void oneThatAcmRenewsInTimeIsWell() {
    Result fresh = judged(GOOD);
    assertThat(fresh.ok()).isTrue();
    assertThat(fresh.seen()).isEqualTo("200 days left");
    Result renewing =
        judged(
            GOOD.toBuilder()
                .notAfter(NOW.plus(Duration.ofDays(30)))
                .renewalSummary(summary -> summary.renewalStatus("PENDING_AUTO_RENEWAL"))
                .build());
    assertThat(renewing.ok()).isTrue();
    assertThat(renewing.seen()).isEqualTo("renewal PENDING_AUTO_RENEWAL; 30 days left");
  }

  @Test
  void oneThatAcmCannotRenewIsAFault() {
    assertThat(fault(GOOD.toBuilder().renewalEligibility("INELIGIBLE").build()))
        .contains("ACM does not renew it: it is INELIGIBLE");
    for (String status : new String[] {"FAILED", "PENDING_VALIDATION"}) {
      assertThat(
              fault(
                  GOOD.toBuilder()
                      .renewalSummary(
                          summary -> summary.renewalStatus(status).renewalStatusReason("CAA_ERROR"))
                      .build()))
          .contains("its renewal is " + status + " (CAA_ERROR)");
    }
  }

  @Test
  void oneThatEndsSoonIsAFault() {
    assertThat(fault(GOOD.toBuilder().notAfter(NOW.plus(Duration.ofDays(29))).build()))
        .isEqualTo("29 days are left; 30 are promised");
    assertThat(fault(GOOD.toBuilder().notAfter(null).status("PENDING_VALIDATION").build()))
        .isEqualTo("it has no end: it is PENDING_VALIDATION");
  }

  private static String fault(CertificateDetail found) {
    Result result = judged(found);
    assertThat(result.ok()).isFalse();
    return result.seen();
  }

  private static Result judged(CertificateDetail found) {
    return Judged.of(notes -> CertificateRenewal.judge(found, 30, NOW, notes));
  }
}
