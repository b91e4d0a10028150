package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** AWS refuses the second, in the middle of a deployment. */
final class NamesAreUnique extends Policy {
  /** Inputs that name a resource in AWS. */
  private static final List<String> NAMES =
      List.of("bucket", "identifier", "alarmName", "dashboardName", "name");

  NamesAreUnique() {
    super(
        "HQ_21",
        "No two resources of a type have the same name in AWS",
        "give one of them another name");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    Map<String, String> first = new HashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Captured one : scene.inventory().inAws()) {
      Optional<String> name = NAMES.stream().map(one::text).flatMap(Optional::stream).findFirst();
      if (name.isPresent() && !one.type().equals(Types.RECORD)) {
        String other = first.putIfAbsent(one.type() + " " + name.get(), one.name());
        findings.add(
            new Finding(
                this,
                one.name(),
                unless(other == null, "'" + other + "' is named '" + name.get() + "', too")));
      }
    }
    return findings;
  }
}
