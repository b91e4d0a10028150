package com.genericcorp.hq.model;

import static com.genericcorp.hq.model.RuleValues.integer;
import static com.genericcorp.hq.model.RuleValues.text;

import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Rules that the schema cannot say, because they compare values. The sentences are the records'
 * own; here they are given their place in a file. A rule whose values are missing or faulty is left
 * out: those are reported already.
 */
final class EnvironmentRules {
  private final RuleValues values;
  private final Set<String> misspelt;

  private EnvironmentRules(RuleValues values, Set<String> misspelt) {
    this.values = values;
    this.misspelt = misspelt;
  }

  /**
   * Adds a fault for every rule that is broken.
   *
   * @param misspelt keys that are there, but misspelt
   */
  static void check(RuleValues values, Set<String> misspelt) {
    EnvironmentRules rules = new EnvironmentRules(values, misspelt);
    rules.checkHosts();
    rules.checkSize();
    rules.checkPlatform();
    rules.checkAws();
    rules.checkRanges();
    ListRules.check(values);
  }

  private void checkHosts() {
    Optional<Node> publicHost = values.sound("hosts.publicHost");
    Optional<Node> tenantHost = values.sound("hosts.tenantHost");
    if (publicHost.isPresent() && tenantHost.isPresent()) {
      values.report(
          Hosts.tenantHostProblem(text(publicHost.get()), text(tenantHost.get())),
          tenantHost.get(),
          publicHost.get());
    }
    Optional<Node> https = values.sound("hosts.httpsPort");
    if (https.isEmpty()) {
      return;
    }
    int httpsPort = integer(https.get());
    values
        .sound("hosts.httpPort")
        .ifPresent(
            port -> values.report(Hosts.portsProblem(httpsPort, integer(port)), port, https.get()));
    values
        .sound("hosts.hstsSeconds")
        .ifPresent(
            hsts -> values.report(Hosts.hstsProblem(integer(hsts), httpsPort), hsts, https.get()));
  }

  private void checkSize() {
    Optional<Node> size = values.find("size");
    Optional<Node> sizes = values.find("sizes");
    if (size.isPresent() && sizes.isEmpty() && !misspelt.contains("sizes")) {
      values.report(
          Optional.of(
              "size is " + size.get().shown() + ", but there are no sizes; add them, or delete it"),
          size.get());
    }
    if (!(sizes.orElse(null) instanceof Section steps)) {
      return;
    }
    List<String> known = steps.entries().keySet().stream().map(Scalar::printable).toList();
    if (size.isEmpty() && !misspelt.contains("size")) {
      values.report(
          Optional.of(
              "there are sizes, but none is chosen; add 'size: ' with one of "
                  + String.join(", ", known)),
          steps);
    }
    values
        .sound("size")
        .ifPresent(name -> values.report(Size.nameProblem(text(name), known), name));
  }

  private void checkPlatform() {
    Optional<Node> sound = values.sound("platform");
    if (sound.isEmpty()) {
      return;
    }
    Node written = sound.get();
    Platform platform = Platform.valueOf(text(written).toUpperCase(Locale.ROOT));
    for (String key : List.of("aws", "compose", "database.rds", "budget")) {
      if (!misspelt.contains(key)) {
        Optional<Node> value = values.find(key);
        values.report(
            platform.presenceProblem(key, value.isPresent()), value.orElse(written), written);
      }
    }
    values
        .sound("server.replicas.max")
        .ifPresent(max -> values.report(platform.replicasProblem(integer(max)), max, written));
    if (values.find("waivers").orElse(null) instanceof Items waivers) {
      values.report(platform.waiversProblem(!waivers.values().isEmpty()), waivers, written);
    }
    values
        .sound("database.backupDays")
        .ifPresent(days -> values.report(platform.backupProblem(integer(days)), days, written));
    Optional<Node> cpu = values.sound("server.cpu");
    Optional<Node> memory = values.sound("server.memoryMb");
    if (platform == Platform.AWS && cpu.isPresent() && memory.isPresent()) {
      values.report(
          FargateSize.problem(new BigDecimal(text(cpu.get())), integer(memory.get())),
          memory.get(),
          cpu.get(),
          written);
    }
  }

  private void checkAws() {
    Optional<Node> zone = values.sound("aws.zone");
    Optional<Node> publicHost = values.sound("hosts.publicHost");
    if (zone.isPresent() && publicHost.isPresent()) {
      values.report(
          Aws.zoneProblem(text(zone.get()), text(publicHost.get())), zone.get(), publicHost.get());
    }
    Optional<Node> gateways = values.sound("aws.natGateways");
    Optional<Node> zones = values.sound("aws.availabilityZones");
    if (gateways.isPresent() && zones.isPresent()) {
      values.report(
          Aws.natGatewaysProblem(integer(gateways.get()), integer(zones.get())),
          gateways.get(),
          zones.get());
    }
  }

  private void checkRanges() {
    Optional<Node> min = values.sound("server.replicas.min");
    Optional<Node> planned = values.sound("server.replicas.planned");
    Optional<Node> max = values.sound("server.replicas.max");
    if (min.isPresent() && planned.isPresent() && max.isPresent()) {
      values.report(
          Replicas.orderProblem(integer(min.get()), integer(planned.get()), integer(max.get())),
          min.get(),
          planned.get(),
          max.get());
    }
    Optional<Node> least = values.sound("budget.minUsd");
    Optional<Node> most = values.sound("budget.maxUsd");
    if (least.isPresent() && most.isPresent()) {
      values.report(
          Budget.orderProblem(integer(least.get()), integer(most.get())), least.get(), most.get());
    }
  }
}
