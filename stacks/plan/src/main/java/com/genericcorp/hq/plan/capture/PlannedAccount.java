package com.genericcorp.hq.plan.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
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
    added(kind, name, inputs).forEach(state::putIfAbsent);
    return new Answer(name + "-id", state);
  }

  /** What AWS adds and other resources are made of. */
  private Map<String, Object> added(String kind, String name, Map<String, Object> inputs) {
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
              "address",
              name + ".rds.example",
              "endpoint",
              name + ".rds.example:5432",
              "port",
              5432,
              "masterUserSecrets",
              List.of(
                  Map.of(
                      "secretArn",
                      "arn:aws:secretsmanager:" + region + ":" + number + ":secret:rds-master")));
      case "Record" -> Map.of("fqdn", String.valueOf(inputs.get("name")));
      case "Zone" ->
          Map.of(
              "zoneId",
              "Z0000000" + name.toUpperCase(Locale.ROOT).replace("-", ""),
              "nameServers",
              List.of("ns.planned.example"));
      case "Repository" -> Map.of("repositoryUrl", "registry.example/" + name);
      case "Stack" -> Map.of("outputs", outputs(String.valueOf(inputs.get("templateBody"))));
      default -> Map.of();
    };
  }

  /** A CloudFormation stack answers with an ARN for every output of its template. */
  private Map<String, Object> outputs(String template) {
    Map<String, Object> outputs = new HashMap<>();
    try {
      Json.mapper()
          .readTree(template)
          .path("Outputs")
          .fieldNames()
          .forEachRemaining(
              output ->
                  outputs.put(
                      output,
                      "arn:aws:secretsmanager:%s:%s:secret:%s".formatted(region, number, output)));
    } catch (JsonProcessingException problem) {
      throw new InvalidInput("a CloudFormation stack's template is no JSON: %s", problem);
    }
    return outputs;
  }
}
