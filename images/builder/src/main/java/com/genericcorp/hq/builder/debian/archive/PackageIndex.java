package com.genericcorp.hq.builder.debian.archive;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The packages of an architecture over all suites; of each name the highest version. */
public final class PackageIndex {
  private final Architecture architecture;
  private final Map<String, ArchivePackage> byName = new HashMap<>();
  private final Map<String, Version> security = new HashMap<>();
  private final Map<String, List<String>> providers = new HashMap<>();

  public PackageIndex(Architecture architecture) {
    this.architecture = architecture;
  }

  public Architecture architecture() {
    return architecture;
  }

  /**
   * Adds an index's packages.
   *
   * @param in decompressed and verified
   * @param shown the index's name for people
   */
  public void addAll(InputStream in, Suite suite, String shown) throws IOException {
    Paragraphs paragraphs =
        new Paragraphs(
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16),
            shown,
            ArchivePackage.FIELDS);
    for (Optional<Map<String, String>> fields = paragraphs.next();
        fields.isPresent();
        fields = paragraphs.next()) {
      add(ArchivePackage.of(fields.get(), suite, shown + ":" + paragraphs.line()));
    }
  }

  void add(ArchivePackage candidate) {
    if (!candidate.architecture().equals("all")
        && !candidate.architecture().equals(architecture.toString())) {
      return;
    }
    byName.merge(
        candidate.name(),
        candidate,
        (one, other) -> {
          // The same version in two suites: the first, so that a copy makes no difference.
          return other.version().compareTo(one.version()) > 0 ? other : one;
        });
    if (candidate.suite().isSecurity()) {
      security.merge(
          candidate.name(),
          candidate.version(),
          (one, other) -> one.compareTo(other) >= 0 ? one : other);
    }
    if (!candidate.provides().isEmpty()) {
      for (Relation provided : candidate.provided()) {
        List<String> names = providers.computeIfAbsent(provided.name(), key -> new ArrayList<>());
        if (!names.contains(candidate.name())) {
          names.add(candidate.name());
        }
      }
    }
  }

  public Optional<ArchivePackage> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /** Whether a package has or provides the name. */
  public boolean knows(String name) {
    return byName.containsKey(name) || providers.containsKey(name);
  }

  /** The package that satisfies a relation: of that name, else the first provider by name. */
  public Optional<ArchivePackage> satisfying(Relation relation) {
    return find(relation.name())
        .filter(relation::allows)
        .or(
            () ->
                providers.getOrDefault(relation.name(), List.of()).stream()
                    .map(byName::get)
                    .filter(relation::allows)
                    .min(Comparator.comparing(ArchivePackage::name)));
  }

  /** The highest version among the security updates. */
  public Optional<Version> securityVersion(String name) {
    return Optional.ofNullable(security.get(name));
  }

  /** All names, for a hint to one that was misspelt. */
  public Set<String> names() {
    return Collections.unmodifiableSet(byName.keySet());
  }

  public int size() {
    return byName.size();
  }
}
