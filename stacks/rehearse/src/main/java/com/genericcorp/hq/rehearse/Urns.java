package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;

/** URNs by type and name, as a plan of the program told them: while it runs nobody knows them. */
record Urns(Map<String, String> byResource) implements BiFunction<String, String, String> {
  static Urns of(Inventory planned) {
    Map<String, String> urns = new HashMap<>();
    for (Captured one : planned.resources()) {
      urns.put(one.type() + " " + one.name(), one.urn());
    }
    return new Urns(urns);
  }

  @Override
  public String apply(String type, String name) {
    return byResource.getOrDefault(type + " " + name, type + "::" + name);
  }
}
