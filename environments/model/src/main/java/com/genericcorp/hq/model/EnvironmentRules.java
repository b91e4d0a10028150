package com.genericcorp.hq.model;

import com.genericcorp.hq.model.yaml.Faults;
import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import com.genericcorp.hq.model.yaml.Node.Section;
import com.genericcorp.hq.model.yaml.Place;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Rules that the schema cannot say, because they compare values. The sentences are the records'
 * own; here they are given their place in a file. A rule whose values are missing or faulty is left
 * out: those are reported already.
 */
final class EnvironmentRules {
  private final Section tree;
  private final Set<Place> near;
  private final Set<String> misspelt;
  private final Faults faults;

  private EnvironmentRules(Section tree, Set<Place> near, Set<String> misspelt, Faults faults) {
    this.tree = tree;
    this.near = near;
    this.misspelt = misspelt;
    this.faults = faults;
  }

  /**
   * Adds a fault for every rule that is broken.
   *
   * @param near where values stand that a fault is rather reported at: those of a size
   * @param misspelt keys that are there, but misspelt
   */
  static void check(Section tree, Set<Place> near, Set<String> misspelt, Faults faults) {
    EnvironmentRules rules = new EnvironmentRules(tree, near, misspelt, faults);
    rules.checkHosts();
    rules.checkSize();
    rules.checkPlatform();
    rules.checkAws();
    rules.checkRanges();
    rules.checkSampleOrganizations();
    rules.checkWaivers();
  }

  private void checkHosts() {
    Optional<Node> publicHost = sound("hosts.publicHost");
    Optional<Node> tenantHost = sound("hosts.tenantHost");
    if (publicHost.isPresent() && tenantHost.isPresent()) {
      report(
          Hosts.tenantHostProblem(text(publicHost.get()), text(tenantHost.get())),
          tenantHost.get(),
          publicHost.get());
    }
    Optional<Node> https = sound("hosts.httpsPort");
    if (https.isEmpty()) {
      return;
    }
    int httpsPort = integer(https.get());
    sound("hosts.httpPort")
        .ifPresent(port -> report(Hosts.portsProblem(httpsPort, integer(port)), port, https.get()));
    sound("hosts.hstsSeconds")
        .ifPresent(hsts -> report(Hosts.hstsProblem(integer(hsts), httpsPort), hsts, https.get()));
  }

  private void checkSize() {
    Optional<Node> size = tree.find("size");
    Optional<Node> sizes = tree.find("sizes");
    if (size.isPresent() && sizes.isEmpty() && !misspelt.contains("sizes")) {
      report(
          Optional.of(
              "size is " + size.get().shown() + ", but there are no sizes; add them, or delete it"),
          size.get());
    }
    if (!(sizes.orElse(null) instanceof Section known)) {
      return;
    }
    if (size.isEmpty() && !misspelt.contains("size")) {
      report(
          Optional.of(
              "there are sizes, but none is chosen; add 'size: ' with one of "
                  + String.join(", ", known.entries().keySet())),
          known);
    }
    sound("size")
        .ifPresent(name -> report(Size.nameProblem(text(name), known.entries().keySet()), name));
  }

  private void checkPlatform() {
    Optional<Node> sound = sound("platform");
    if (sound.isEmpty()) {
      return;
    }
    Node written = sound.get();
    Platform platform = Platform.valueOf(text(written).toUpperCase(Locale.ROOT));
    for (String key : List.of("aws", "compose", "database.rds", "budget")) {
      if (!misspelt.contains(key)) {
        Optional<Node> value = tree.find(key);
        report(platform.presenceProblem(key, value.isPresent()), value.orElse(written), written);
      }
    }
    sound("server.replicas.max")
        .ifPresent(max -> report(platform.replicasProblem(integer(max)), max, written));
    if (tree.find("waivers").orElse(null) instanceof Items waivers) {
      report(platform.waiversProblem(!waivers.values().isEmpty()), waivers, written);
    }
    sound("database.backupDays")
        .ifPresent(days -> report(platform.backupProblem(integer(days)), days, written));
    Optional<Node> cpu = sound("server.cpu");
    Optional<Node> memory = sound("server.memoryMb");
    if (platform == Platform.AWS && cpu.isPresent() && memory.isPresent()) {
      report(
          FargateSize.problem(new BigDecimal(text(cpu.get())), integer(memory.get())),
          memory.get(),
          cpu.get(),
          written);
    }
  }

  private void checkAws() {
    Optional<Node> zone = sound("aws.zone");
    Optional<Node> publicHost = sound("hosts.publicHost");
    if (zone.isPresent() && publicHost.isPresent()) {
      report(
          Aws.zoneProblem(text(zone.get()), text(publicHost.get())), zone.get(), publicHost.get());
    }
    Optional<Node> gateways = sound("aws.natGateways");
    Optional<Node> zones = sound("aws.availabilityZones");
    if (gateways.isPresent() && zones.isPresent()) {
      report(
          Aws.natGatewaysProblem(integer(gateways.get()), integer(zones.get())),
          gateways.get(),
          zones.get());
    }
  }

  private void checkRanges() {
    Optional<Node> min = sound("server.replicas.min");
    Optional<Node> planned = sound("server.replicas.planned");
    Optional<Node> max = sound("server.replicas.max");
    if (min.isPresent() && planned.isPresent() && max.isPresent()) {
      report(
          Replicas.orderProblem(integer(min.get()), integer(planned.get()), integer(max.get())),
          min.get(),
          planned.get(),
          max.get());
    }
    Optional<Node> least = sound("budget.minUsd");
    Optional<Node> most = sound("budget.maxUsd");
    if (least.isPresent() && most.isPresent()) {
      report(
          Budget.orderProblem(integer(least.get()), integer(most.get())), least.get(), most.get());
    }
  }

  private void checkSampleOrganizations() {
    if (!(tree.find("sampleOrganizations").orElse(null) instanceof Items organizations)) {
      return;
    }
    Map<String, Node> slugs = new HashMap<>();
    for (Node entry : organizations.values()) {
      if (entry instanceof Section organization) {
        sound(organization, "tier").ifPresent(this::checkTier);
        sound(organization, "slug").ifPresent(slug -> checkSlug(slug, slugs));
      }
    }
  }

  private void checkTier(Node tier) {
    if (tree.find("tiers").orElse(null) instanceof Section tiers) {
      report(SampleOrganization.tierProblem(text(tier), tiers.entries().keySet()), tier);
    }
  }

  private void checkSlug(Node slug, Map<String, Node> before) {
    report(Slug.reservedProblem(text(slug)), slug);
    Node first = before.putIfAbsent(text(slug), slug);
    if (first != null) {
      String sentence = "the slug '%s' is there already, in line %d; choose another";
      report(Optional.of(sentence.formatted(text(slug), first.place().line())), slug);
    }
  }

  private void checkWaivers() {
    if (!(tree.find("waivers").orElse(null) instanceof Items waivers)) {
      return;
    }
    Map<String, Node> before = new HashMap<>();
    for (Node entry : waivers.values()) {
      if (entry instanceof Section waiver) {
        sound(waiver, "until").ifPresent(day -> report(Waiver.dayProblem(text(day)), day));
        Optional<Node> policy = sound(waiver, "policy");
        Optional<Node> resource = sound(waiver, "resource");
        if (policy.isPresent() && resource.isPresent()) {
          checkWaiver(text(policy.get()) + " of " + text(resource.get()), waiver, before);
        }
      }
    }
  }

  private void checkWaiver(String what, Node waiver, Map<String, Node> before) {
    Node first = before.putIfAbsent(what, waiver);
    if (first != null) {
      String sentence = "the waiver for %s is there already, in line %d; keep one";
      report(Optional.of(sentence.formatted(what, first.place().line())), waiver);
    }
  }

  /**
   * Reports it at the first of the values it is about that the size has, or else the environment's
   * own file.
   */
  private void report(Optional<String> problem, Node... about) {
    if (problem.isEmpty()) {
      return;
    }
    Place place = about[0].place();
    for (int index = about.length - 1; index >= 0; index--) {
      Place other = about[index].place();
      place = rank(other) >= rank(place) ? other : place;
    }
    faults.add(place, problem.get());
  }

  private int rank(Place place) {
    return near.contains(place) ? 2 : place.file().equals(tree.place().file()) ? 1 : 0;
  }

  /** The value, if it is there and the schema found no fault in it. */
  private Optional<Node> sound(String path) {
    return sound(tree, path);
  }

  private Optional<Node> sound(Section from, String path) {
    return from.find(path).filter(node -> !faults.concern(node));
  }

  private static String text(Node node) {
    return String.valueOf(((Scalar) node).value());
  }

  private static int integer(Node node) {
    return Integer.parseInt(text(node));
  }
}
