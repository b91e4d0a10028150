package com.genericcorp.hq.plan.capture;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An account in which nothing is made: ids and ARNs follow from types and names, the same in every
 * run.
 */
public record PlannedAccount(String region, String number) implements Account {
  @Override
  public Answer create(String type, String name, Map<String, Object> inputs) {
    String service = type.replaceAll("^aws:([^/]*)/.*$", "$1");
    String kind = type.substring(type.lastIndexOf(':') + 1);
    Map<String, Object> state = new HashMap<>(inputs);
    state.putIfAbsent(
        "arn", "arn:aws:%s:%s:%s:%s/%s".formatted(service, region, number, kind, name));
    state.putIfAbsent("name", name);
    added(kind, name).forEach(state::putIfAbsent);
    return new Answer(name + "-id", state);
  }

  /** What AWS adds and other resources are made of. */
  private Map<String, Object> added(String kind, String name) {
    return switch (kind) {
      case "LoadBalancer" ->
          Map.of(
              "dnsName", name + "." + region + ".elb.example",
              "zoneId", "Z0000000BALANCER",
              "arnSuffix", "app/" + name + "/0");
      case "TargetGroup" -> Map.of("arnSuffix", "targetgroup/" + name + "/0");
      case "Certificate" ->
          Map.of(
              "domainValidationOptions",
              List.of(
                  Map.of(
                      "domainName", "planned.example",
                      "resourceRecordName", "_planned.example",
                      "resourceRecordType", "CNAME",
                      "resourceRecordValue", "_planned.acm.example")));
      case "Instance" ->
          Map.of(
              "address", name + ".rds.example",
              "endpoint", name + ".rds.example:5432",
              "port", 5432,
              "masterUserSecrets",
              List.of(Map.of("secretArn", "arn:aws:secretsmanager:" + region + ":" + number + ":secret:rds-master")));
      case "Repository" -> Map.of("repositoryUrl", "registry.example/" + name);
      case "Stack" -> Map.of("outputs", Map.of());
      default -> Map.of();
    };
  }
}
