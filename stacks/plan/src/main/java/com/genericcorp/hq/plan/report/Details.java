package com.genericcorp.hq.plan.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.capture.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What matters of a resource, in a few words. */
final class Details {
  private static final double GIB = 1024.0 * 1024 * 1024;
  private static final double UNITS = 1024;

  private Details() {}

  static String of(Captured one, Inventory all) {
    return switch (one.type()) {
      case Types.VPC -> one.text("cidrBlock").orElse("") + ", " + subnets(all);
      case Types.SUBNET ->
          join(one.text("cidrBlock").orElse(""), one.text("availabilityZone").orElse(""));
      case Types.DATABASE -> database(one);
      case Types.BALANCER ->
          (one.flag("internal") ? "internal" : "public")
              + ", "
              + one.list("subnets").size()
              + " zones, idle "
              + number(one, "idleTimeout")
              + " s";
      case Types.LISTENER ->
          join(
              one.text("protocol").orElse("") + " " + number(one, "port"),
              one.text("sslPolicy").orElse("redirects"));
      case Types.TARGETS -> join("port " + number(one, "port"), healthCheck(one));
      case Types.TASK -> task(one);
      case Types.SERVICE -> number(one, "desiredCount") + " planned, rolls back by itself";
      case "aws:appautoscaling/target:Target" ->
          number(one, "minCapacity") + " to " + number(one, "maxCapacity") + " tasks";
      case Types.SCALING -> target(one.map("targetTrackingScalingPolicyConfiguration"));
      case Types.SCHEDULE -> one.text("scheduleExpression").orElse("");
      case Types.LOG_GROUP ->
          join(one.text("name").orElse(""), number(one, "retentionInDays") + " days");
      case Types.FLOW_LOG ->
          one.text("trafficType").orElse("").toLowerCase(Locale.ROOT) + "ed connections";
      case Types.ALARM -> alarm(one);
      case Types.COMPOSITE_ALARM -> "any critical alarm";
      case "aws:cloudwatch/eventRule:EventRule" -> one.text("description").orElse("");
      case Types.HEALTH_CHECK ->
          one.text("type").orElse("")
              + " "
              + one.text("fqdn").orElse("")
              + " every "
              + number(one, "requestInterval")
              + " s";
      case Types.SUBSCRIPTION ->
          one.text("protocol").orElse("") + " " + one.text("endpoint").orElse("");
      case Types.BUDGET -> "$" + one.text("limitAmount").orElse("") + " a month";
      case Types.RECORD -> one.text("type").orElse("") + " " + one.text("name").orElse("");
      case Types.ZONE -> one.text("name").orElse("");
      case Types.BUCKET -> one.text("bucket").orElse("");
      case Types.REPOSITORY ->
          join(one.text("name").orElse(""), one.text("imageTagMutability").orElse(""));
      case Types.FIREWALL ->
          one.list("rules").size() == 1 ? "1 rule" : one.list("rules").size() + " rules";
      case Types.STACK -> one.text("name").orElse("");
      case Types.ENDPOINT -> one.text("serviceName").orElse("");
      case "aws:acm/certificate:Certificate" ->
          join(
              one.text("domainName").orElse(""),
              one.list("subjectAlternativeNames").stream()
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")));
      case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
          "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule" ->
          join(
              one.text("ipProtocol").orElse("") + " " + number(one, "fromPort"),
              one.text("cidrIpv4").orElse(""));
      case Types.SECURITY_GROUP -> one.text("description").orElse("");
      default -> "";
    };
  }

  private static String target(Map<?, ?> tracking) {
    String metric =
        tracking.get("predefinedMetricSpecification") instanceof Map<?, ?> map
            ? Objects.toString(map.get("predefinedMetricType"), "")
            : "";
    return metric
        + " of "
        + Objects.toString(tracking.get("targetValue"), "?").replaceFirst("\\.0$", "");
  }

  private static String subnets(Inventory all) {
    List<Captured> subnets = all.ofType(Types.SUBNET);
    long zones = subnets.stream().map(one -> one.text("availabilityZone")).distinct().count();
    return subnets.size() + " subnets in " + zones + " zones";
  }

  private static String database(Captured one) {
    List<String> parts = new ArrayList<>();
    parts.add(one.text("engine").orElse("") + " " + one.text("engineVersion").orElse(""));
    parts.add(one.text("instanceClass").orElse(""));
    parts.add(number(one, "allocatedStorage") + " GB");
    if (one.flag("multiAz")) {
      parts.add("Multi-AZ");
    }
    parts.add("backups " + number(one, "backupRetentionPeriod") + " days");
    if (one.flag("deletionProtection")) {
      parts.add("deletion refused");
    }
    return String.join(", ", parts);
  }

  private static String healthCheck(Captured one) {
    Map<?, ?> check = one.map("healthCheck");
    return Objects.toString(check.get("path"), "");
  }

  private static String task(Captured one) {
    String architecture = Objects.toString(one.map("runtimePlatform").get("cpuArchitecture"), "");
    return "%s, %s vCPU, %s MiB: %s"
        .formatted(
            architecture,
            Double.parseDouble(one.text("cpu").orElse("0")) / UNITS,
            one.text("memory").orElse(""),
            containers(one));
  }

  private static String containers(Captured task) {
    try {
      List<String> names = new ArrayList<>();
      Json.mapper()
          .readTree(task.text("containerDefinitions").orElse("[]"))
          .forEach(one -> names.add(one.path("name").asText()));
      return String.join(" → ", names);
    } catch (JsonProcessingException problem) {
      return "?";
    }
  }

  private static String alarm(Captured one) {
    String operator =
        switch (one.text("comparisonOperator").orElse("")) {
          case "GreaterThanThreshold" -> "> ";
          case "GreaterThanOrEqualToThreshold" -> "≥ ";
          case "LessThanThreshold" -> "< ";
          default -> "≤ ";
        };
    String metric = one.text("metricName").orElse("expression");
    String threshold =
        metric.equals("FreeStorageSpace")
            ? "%.0f GiB".formatted(one.number("threshold").orElse(0.0) / GIB)
            : number(one, "threshold");
    String times = number(one, "evaluationPeriods");
    return metric + " " + operator + threshold + (times.equals("1") ? "" : ", " + times + " times");
  }

  private static String number(Captured one, String input) {
    return one.number(input)
        .map(
            value ->
                value == Math.rint(value) ? Long.toString(value.longValue()) : value.toString())
        .orElse("?");
  }

  private static String join(String... parts) {
    return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining(", "));
  }
}
