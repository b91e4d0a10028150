package com.genericcorp.hq.plan.report;

import com.genericcorp.hq.plan.capture.Captured;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The resources by component. What is free and only joins others is counted, unless all are asked
 * for.
 */
final class ResourceTree {
  private static final Set<String> SHOWN_THOUGH_FREE =
      Set.of(
          "Vpc",
          "SecurityGroupIngressRule",
          "Listener",
          "Certificate",
          "TaskDefinition",
          "Target",
          "Schedule",
          "Record",
          "Budget",
          "Topic",
          "OpenIdConnectProvider");

  private ResourceTree() {}

  static String of(Plan plan, boolean all) {
    Columns table = new Columns(2, "RESOURCES", "", "", ">$ A MONTH");
    for (Captured concern : plan.concerns()) {
      table.span(concern.name(), Money.of(plan.costsOf(concern).total()));
      Map<String, Integer> counted = new TreeMap<>();
      for (Captured one : plan.partsOf(concern)) {
        BigDecimal usd = plan.costs().of(one.urn());
        if (all || usd.signum() > 0 || SHOWN_THOUGH_FREE.contains(one.kind())) {
          table.row(
              "  " + one.name(),
              shortened(one.kind()),
              Details.of(one, plan.inventory()),
              usd.signum() == 0 ? "-" : Money.of(usd));
        } else {
          counted.merge(one.kind(), 1, Integer::sum);
        }
      }
      if (!counted.isEmpty()) {
        table.span("  and " + sum(counted) + " without cost: " + words(counted), "-");
      }
    }
    return table.toString();
  }

  private static int sum(Map<String, Integer> counted) {
    return counted.values().stream().mapToInt(Integer::intValue).sum();
  }

  private static String words(Map<String, Integer> counted) {
    return counted.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .map(entry -> entry.getValue() + " " + shortened(entry.getKey()))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), (List<String> w) -> String.join(", ", w)));
  }

  static String shortened(String kind) {
    return kind.replace("BucketServerSideEncryptionConfigurationV2", "BucketEncryption")
        .replace("BucketLifecycleConfigurationV2", "BucketLifecycle")
        .replace("RouteTableAssociation", "Association")
        .replace("OpenIdConnectProvider", "OidcProvider")
        .replace("RolePolicyAttachment", "PolicyAttachment")
        .replace("SecurityGroupIngressRule", "IngressRule")
        .replace("SecurityGroupEgressRule", "EgressRule")
        .replaceFirst("V2$", "");
  }
}
