package com.genericcorp.hq.verify;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** All results of one verification, in the checks' fixed order. */
@JsonPropertyOrder({"environment", "passed", "checks"})
public record Report(String environment, List<Result> checks) {
  public Report {
    checks = List.copyOf(checks);
  }

  /** Whether every check saw what it expected. */
  @JsonProperty
  public boolean passed() {
    return checks.stream().allMatch(Result::ok);
  }

  public List<Result> failed() {
    return checks.stream().filter(result -> !result.ok()).toList();
  }
}
