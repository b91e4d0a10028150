package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.debian.BaseNeeds;
import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.ArchivePackage;
import com.genericcorp.hq.builder.debian.archive.PackageIndex;
import com.genericcorp.hq.builder.debian.lock.Resolver.Resolution;
import com.genericcorp.hq.cli.InvalidInput;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes the lock from what images need and what the archive has. */
public final class Locking {
  private final List<PackageIndex> indices;
  private final Map<String, ArchivePackage> found = new TreeMap<>();
  private final Map<String, Map<String, String>> why = new TreeMap<>();
  private final Map<String, Map<String, String>> build = new TreeMap<>();
  private final Set<String> faults = new LinkedHashSet<>();

  private Locking(List<PackageIndex> indices) {
    this.indices = indices;
  }

  /**
   * Resolves every image on every architecture.
   *
   * @throws InvalidInput with all faults of the images' needs at once
   */
  public static LockedPackages resolve(List<BaseNeeds> images, List<PackageIndex> indices) {
    Locking locking = new Locking(indices);
    images.forEach(locking::add);
    if (!locking.faults.isEmpty()) {
      throw new InvalidInput("%s", String.join("\n  ", locking.faults));
    }
    return locking.locked();
  }

  private void add(BaseNeeds needs) {
    Set<String> used = new HashSet<>();
    boolean complete = true;
    for (PackageIndex index : indices) {
      Resolution resolution = Resolver.resolve(needs, index);
      used.addAll(resolution.excluded());
      complete &= resolution.faults().isEmpty();
      faults.addAll(resolution.faults());
      keep(resolution.packages(), why, needs.image(), index.architecture());
      keep(resolution.build(), build, needs.image(), index.architecture());
    }
    for (String name : needs.exclude().keySet()) {
      if (complete && !used.contains(name)) {
        faults.add(
            needs.file()
                + ": the image excludes '"
                + name
                + "', which nothing in it depends on: delete the exclusion");
      }
    }
  }

  private void keep(
      Map<ArchivePackage, String> packages,
      Map<String, Map<String, String>> reasons,
      String image,
      Architecture platform) {
    packages.forEach(
        (one, reason) -> {
          String id = one.name() + "/" + one.architecture();
          ArchivePackage before = found.putIfAbsent(id, one);
          if (before != null && !before.sha256().equals(one.sha256())) {
            faults.add("the archive has two different packages " + id + ": its mirror is amiss");
          }
          reasons.computeIfAbsent(id, key -> new TreeMap<>()).put(image + "/" + platform, reason);
        });
  }

  private LockedPackages locked() {
    List<LockedPackage> all = new ArrayList<>();
    found.forEach(
        (id, one) ->
            all.add(
                new LockedPackage(
                    one.name(),
                    one.version(),
                    one.architecture(),
                    one.suite(),
                    one.file(),
                    one.size(),
                    one.sha256(),
                    merged(why.getOrDefault(id, Map.of()), one),
                    merged(build.getOrDefault(id, Map.of()), one))));
    return new LockedPackages(all);
  }

  /** One reason for all platforms where it is the same on all that the package is for. */
  private Map<String, String> merged(Map<String, String> reasons, ArchivePackage one) {
    Map<String, String> merged = new TreeMap<>();
    reasons.forEach(
        (place, reason) -> {
          String image = place.substring(0, place.indexOf('/'));
          boolean everywhere =
              !one.architecture().equals("all")
                  || indices.stream()
                      .allMatch(
                          index -> reason.equals(reasons.get(image + "/" + index.architecture())));
          merged.put(everywhere ? image : place, reason);
        });
    return merged;
  }
}
