package com.genericcorp.hq.model;

import static com.genericcorp.hq.model.RuleValues.text;

import com.genericcorp.hq.model.yaml.Node;
import com.genericcorp.hq.model.yaml.Node.Items;
import com.genericcorp.hq.model.yaml.Node.Section;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rules about the entries of lists: sample organisations, waivers, alternative zones. */
final class ListRules {
  private final RuleValues values;

  private ListRules(RuleValues values) {
    this.values = values;
  }

  static void check(RuleValues values) {
    ListRules rules = new ListRules(values);
    rules.checkSampleOrganizations();
    rules.checkWaivers();
    rules.checkAlternativeZones();
  }

  private void checkAlternativeZones() {
    if (!(values.find("aws.alternativeZones").orElse(null) instanceof Items alternatives)) {
      return;
    }
    Set<String> known = new HashSet<>();
    values.sound("aws.zone").ifPresent(zone -> known.add(text(zone)));
    for (Node alternative : alternatives.values()) {
      if (values.isSound(alternative)) {
        boolean there = !known.add(text(alternative));
        values.report(Aws.alternativeProblem(text(alternative), there), alternative);
      }
    }
  }

  private void checkSampleOrganizations() {
    if (!(values.find("sampleOrganizations").orElse(null) instanceof Items organizations)) {
      return;
    }
    Map<String, Node> slugs = new HashMap<>();
    for (Node entry : organizations.values()) {
      if (entry instanceof Section organization) {
        values.sound(organization, "tier").ifPresent(this::checkTier);
        values.sound(organization, "slug").ifPresent(slug -> checkSlug(slug, slugs));
      }
    }
  }

  private void checkTier(Node tier) {
    if (values.find("tiers").orElse(null) instanceof Section tiers) {
      values.report(SampleOrganization.tierProblem(text(tier), tiers.entries().keySet()), tier);
    }
  }

  private void checkSlug(Node slug, Map<String, Node> before) {
    values.report(Slug.reservedProblem(text(slug)), slug);
    Node first = before.putIfAbsent(text(slug), slug);
    if (first != null) {
      String sentence = "the slug '%s' is there already, in line %d; choose another";
      values.report(Optional.of(sentence.formatted(text(slug), first.place().line())), slug);
    }
  }

  private void checkWaivers() {
    if (!(values.find("waivers").orElse(null) instanceof Items waivers)) {
      return;
    }
    Map<String, Node> before = new HashMap<>();
    for (Node entry : waivers.values()) {
      if (entry instanceof Section waiver) {
        values
            .sound(waiver, "until")
            .ifPresent(day -> values.report(Waiver.dayProblem(text(day)), day));
        Optional<Node> policy = values.sound(waiver, "policy");
        Optional<Node> resource = values.sound(waiver, "resource");
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
      values.report(Optional.of(sentence.formatted(what, first.place().line())), waiver);
    }
  }
}
