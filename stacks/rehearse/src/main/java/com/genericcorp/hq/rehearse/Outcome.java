package com.genericcorp.hq.rehearse;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.genericcorp.hq.verify.Report;
import com.genericcorp.hq.verify.Result;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How a rehearsal went.
 *
 * @param resources so many were made and destroyed
 * @param notRehearsed types and inputs, and why
 */
@JsonPropertyOrder({"environment", "passed", "resources", "checks", "notRehearsed"})
record Outcome(String environment, int resources, Report report, Map<String, String> notRehearsed) {
  Outcome {
    notRehearsed = new TreeMap<>(notRehearsed);
  }

  @JsonProperty
  boolean passed() {
    return report.passed();
  }

  @JsonProperty
  List<Result> checks() {
    return report.checks();
  }

  /** As {@code --json} prints it. */
  Map<String, Object> json() {
    Map<String, Object> json = new java.util.LinkedHashMap<>();
    json.put("environment", environment);
    json.put("passed", passed());
    json.put("resources", resources);
    json.put("checks", checks());
    json.put("notRehearsed", notRehearsed);
    return json;
  }
}
