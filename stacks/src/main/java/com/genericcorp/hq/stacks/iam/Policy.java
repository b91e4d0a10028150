package com.genericcorp.hq.stacks.iam;

import com.genericcorp.hq.cli.Json;
import com.pulumi.core.Output;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A policy document: statements are added, the text comes out once every ARN is known. */
public final class Policy {
  private final List<Output<Map<String, Object>>> statements = new ArrayList<>();

  /** What a service of AWS may do with a role: take it, for this account's resources alone. */
  public static String assumedBy(String service, String account) {
    Map<String, Object> statement = new LinkedHashMap<>();
    statement.put("Effect", "Allow");
    statement.put("Principal", Map.of("Service", service));
    statement.put("Action", "sts:AssumeRole");
    statement.put("Condition", Map.of("StringEquals", Map.of("aws:SourceAccount", account)));
    return text(List.of(statement));
  }

  /** Allows actions on resources. */
  @SafeVarargs
  public final Policy allow(List<String> actions, Output<String>... resources) {
    return add("Allow", Map.of(), Map.of(), actions, List.of(resources));
  }

  /** Allows actions on resources under a condition. */
  public Policy allowIf(
      Map<String, Object> condition, List<String> actions, List<Output<String>> resources) {
    return add("Allow", Map.of(), condition, actions, resources);
  }

  /** Takes its holder something away again, whatever else allows it. */
  @SafeVarargs
  public final Policy forbid(List<String> actions, Output<String>... resources) {
    return add("Deny", Map.of(), Map.of(), actions, List.of(resources));
  }

  /** Allows a service of AWS something, in a resource's own policy. */
  public Policy allowService(
      String service,
      Map<String, Object> condition,
      List<String> actions,
      List<Output<String>> resources) {
    return add("Allow", Map.of("Service", service), condition, actions, resources);
  }

  /** Refuses everybody something, in a resource's own policy. */
  public Policy refuse(
      Map<String, Object> condition, List<String> actions, List<Output<String>> resources) {
    return add("Deny", Map.of("AWS", "*"), condition, actions, resources);
  }

  private Policy add(
      String effect,
      Map<String, Object> principal,
      Map<String, Object> condition,
      List<String> actions,
      List<Output<String>> resources) {
    statements.add(
        Output.all(resources)
            .applyValue(
                arns -> {
                  Map<String, Object> statement = new LinkedHashMap<>();
                  statement.put("Effect", effect);
                  if (!principal.isEmpty()) {
                    statement.put("Principal", principal);
                  }
                  statement.put("Action", actions);
                  statement.put("Resource", arns);
                  if (!condition.isEmpty()) {
                    statement.put("Condition", condition);
                  }
                  return statement;
                }));
    return this;
  }

  /** The document as JSON. */
  public Output<String> document() {
    return Output.all(statements).applyValue(Policy::text);
  }

  private static String text(List<Map<String, Object>> statements) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("Version", "2012-10-17");
    document.put("Statement", statements);
    return Json.print(document);
  }
}
