package com.genericcorp.hq.plan.report;

import com.genericcorp.hq.model.Size;
import com.genericcorp.hq.model.Waiver;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.policies.Reviewed;
import com.genericcorp.hq.plan.prices.CostLine;
import com.genericcorp.hq.plan.prices.Costs;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A plan for programs. */
public final class JsonReport {
  private JsonReport() {}

  /** The document as maps and lists. */
  public static Map<String, @Nullable Object> of(Plan plan) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    document.put("environment", plan.environment().name());
    document.put("size", plan.environment().size().map(Size::name).orElse(null));
    document.put("region", plan.environment().aws().orElseThrow().region());
    document.put("monthlyUsd", costs(plan.costs()));
    document.put("budgetUsd", plan.budget());
    document.put(
        "resources", plan.inventory().inAws().stream().map(one -> resource(plan, one)).toList());
    document.put("lines", plan.costs().lines().stream().map(JsonReport::line).toList());
    document.put("assumptions", plan.costs().assumptions());
    document.put("policies", plan.review().all().stream().map(JsonReport::policy).toList());
    document.put("problems", plan.problems());
    document.put("warnings", plan.warnings());
    document.put("passed", plan.passed());
    return document;
  }

  /** Total, fixed and usage-driven parts. */
  public static Map<String, Object> costs(Costs costs) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("total", costs.total());
    parts.put("fixed", costs.fixed());
    parts.put("usage", costs.usage());
    return parts;
  }

  private static Map<String, Object> resource(Plan plan, Captured one) {
    Map<String, Object> resource = new LinkedHashMap<>();
    resource.put("urn", one.urn());
    resource.put("type", one.type());
    resource.put("name", one.name());
    resource.put("component", plan.inventory().concernOf(one).map(Captured::name).orElse(""));
    resource.put("monthlyUsd", plan.costs().of(one.urn()));
    return resource;
  }

  private static Map<String, Object> line(CostLine line) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("urn", line.urn());
    shown.put("what", line.what());
    shown.put("kind", line.usage() ? "usage" : "fixed");
    shown.put("quantity", line.quantity().value().stripTrailingZeros());
    shown.put("unit", line.price().unit());
    shown.put("unitUsd", line.price().usd());
    shown.put("arithmetic", line.arithmetic());
    shown.put("monthlyUsd", line.usd());
    return shown;
  }

  private static Map<String, @Nullable Object> policy(Reviewed one) {
    Map<String, @Nullable Object> policy = new LinkedHashMap<>();
    policy.put("id", one.finding().policy().id());
    policy.put("resource", one.finding().resource());
    policy.put("ok", one.holds());
    policy.put(
        "waivedUntil",
        one.waived() ? one.waiver().map(Waiver::until).orElseThrow().toString() : null);
    policy.put(
        "reason",
        one.holds() ? null : one.waived() ? one.waiver().orElseThrow().reason() : one.problem());
    policy.put("rule", one.finding().policy().rule());
    if (!one.holds()) {
      policy.put("problem", one.problem());
      policy.put("remedy", one.finding().policy().remedy());
    }
    return policy;
  }
}
