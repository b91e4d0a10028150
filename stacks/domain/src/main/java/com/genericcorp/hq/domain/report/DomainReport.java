package com.genericcorp.hq.domain.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What all checks found, in their order.
 *
 * @param host the host that was asked about
 * @param environment the one whose zone it lies in; empty for none
 * @param zone the zone that is to hold the host
 * @param domain what is registered, or is not
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"host", "environment", "zone", "domain", "passed", "checks"})
public record DomainReport(
    String host, String environment, String zone, String domain, List<Finding> checks) {
  public DomainReport {
    checks = List.copyOf(checks);
  }

  /** Whether there is no fault. */
  @JsonProperty
  public boolean passed() {
    return count(Outcome.FAULT) == 0;
  }

  long count(Outcome outcome) {
    return checks.stream().filter(finding -> finding.outcome() == outcome).count();
  }
}
