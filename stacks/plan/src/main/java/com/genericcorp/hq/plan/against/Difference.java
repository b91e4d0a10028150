package com.genericcorp.hq.plan.against;

import com.genericcorp.hq.plan.against.Change.Kind;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.report.Plan;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What changes in resources and money from one plan to another.
 *
 * @param shown what {@code before} is, for people
 */
public record Difference(String shown, Plan before, Plan after) {
  /** New ones and changed ones in the program's order, then those that are gone. */
  public List<Change> changes() {
    Map<String, Captured> left = byName(before);
    List<Change> changes = new ArrayList<>();
    byName(after)
        .forEach(
            (key, now) -> {
              @Nullable Captured then = left.remove(key);
              if (then == null) {
                changes.add(new Change(Kind.ADDED, now, List.of(), after.costs().of(now.urn())));
                return;
              }
              List<String> inputs =
                  Inputs.differences(
                      then.inputs(), before.environment(), now.inputs(), after.environment());
              BigDecimal usd = after.costs().of(now.urn()).subtract(before.costs().of(then.urn()));
              if (!inputs.isEmpty() || usd.signum() != 0) {
                changes.add(new Change(Kind.CHANGED, now, inputs, usd));
              }
            });
    left.values()
        .forEach(
            gone ->
                changes.add(
                    new Change(
                        Kind.REMOVED, gone, List.of(), before.costs().of(gone.urn()).negate())));
    return changes;
  }

  /** What a month costs more, or less. */
  public BigDecimal usd() {
    return after.costs().total().subtract(before.costs().total());
  }

  private static Map<String, Captured> byName(Plan plan) {
    Map<String, Captured> all = new LinkedHashMap<>();
    plan.inventory().inAws().forEach(one -> all.put(one.type() + " " + one.name(), one));
    return all;
  }
}
