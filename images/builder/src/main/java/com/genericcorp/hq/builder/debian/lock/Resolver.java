package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.debian.BaseNeeds;
import com.genericcorp.hq.builder.debian.archive.ArchivePackage;
import com.genericcorp.hq.builder.debian.archive.PackageIndex;
import com.genericcorp.hq.builder.debian.archive.Relation;
import com.genericcorp.hq.model.yaml.NearestName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds all packages that an image needs on one architecture. Unlike apt it adds no package for
 * being essential, and leaves out what the image excludes.
 */
final class Resolver {
  /** The reason of a package that an image names. */
  static final String NAMED = "named";

  /**
   * What was found.
   *
   * @param packages what the image is made of, with the reason
   * @param build what is needed besides to make it
   * @param excluded the exclusions that left something out
   * @param faults sentences; with any, the rest is not complete
   */
  record Resolution(
      Map<ArchivePackage, String> packages,
      Map<ArchivePackage, String> build,
      Set<String> excluded,
      List<String> faults) {}

  private final BaseNeeds needs;
  private final PackageIndex index;
  private final Map<String, ArchivePackage> chosen = new LinkedHashMap<>();
  private final Set<String> excluded = new LinkedHashSet<>();
  private final List<String> faults = new ArrayList<>();

  private Resolver(BaseNeeds needs, PackageIndex index) {
    this.needs = needs;
    this.index = index;
  }

  static Resolution resolve(BaseNeeds needs, PackageIndex index) {
    Resolver resolver = new Resolver(needs, index);
    for (String name : needs.exclude().keySet()) {
      if (!index.knows(name)) {
        resolver.fault("excludes '" + name + "', which Debian does not have" + resolver.hint(name));
      }
    }
    Map<ArchivePackage, String> packages = resolver.closure(needs.packages());
    Map<ArchivePackage, String> build = resolver.closure(needs.build());
    return new Resolution(packages, build, resolver.excluded, resolver.faults);
  }

  private Map<ArchivePackage, String> closure(List<String> names) {
    Map<ArchivePackage, String> found = new LinkedHashMap<>();
    Deque<ArchivePackage> open = new ArrayDeque<>();
    // All that is named comes first, so that it is preferred among alternatives.
    for (String name : names) {
      Optional<ArchivePackage> named = index.find(name);
      if (named.isEmpty()) {
        fault(
            "names the package '%s', which Debian does not have for %s%s"
                .formatted(name, index.architecture(), hint(name)));
      } else if (needs.exclude().containsKey(name)) {
        fault("names the package '" + name + "' and excludes it");
      } else if (chosen.putIfAbsent(name, named.get()) == null) {
        found.put(named.get(), NAMED);
        open.add(named.get());
      }
    }
    while (!open.isEmpty()) {
      ArchivePackage next = open.remove();
      for (List<Relation> alternatives : next.depends()) {
        choose(alternatives, next)
            .ifPresent(
                added -> {
                  found.put(added, "needed by " + next.name());
                  open.add(added);
                });
      }
    }
    return found;
  }

  /** The package to add for a dependency, if one must be added. */
  private Optional<ArchivePackage> choose(List<Relation> alternatives, ArchivePackage of) {
    if (alternatives.stream()
        .anyMatch(relation -> chosen.values().stream().anyMatch(relation::allows))) {
      return Optional.empty();
    }
    for (Relation relation : alternatives) {
      Optional<ArchivePackage> candidate = index.satisfying(relation);
      String name = candidate.map(ArchivePackage::name).orElse(relation.name());
      for (String excludable : List.of(name, relation.name())) {
        if (needs.exclude().containsKey(excludable)) {
          excluded.add(excludable);
          return Optional.empty();
        }
      }
    }
    for (Relation relation : alternatives) {
      Optional<ArchivePackage> candidate = index.satisfying(relation);
      if (candidate.isPresent()) {
        chosen.put(candidate.get().name(), candidate.get());
        return candidate;
      }
    }
    fault(
        "needs %s for %s on %s, which no suite has"
            .formatted(
                String.join(" or ", alternatives.stream().map(Relation::toString).toList()),
                of.name(),
                index.architecture()));
    return Optional.empty();
  }

  private String hint(String name) {
    return NearestName.hint(name, index.names());
  }

  private void fault(String sentence) {
    faults.add(needs.file() + ": the image " + sentence);
  }
}
