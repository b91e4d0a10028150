package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.debian.archive.PackageIndex;
import com.genericcorp.hq.builder.debian.archive.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * In what one lock differs from another.
 *
 * @param changes sorted by package
 */
public record LockDiff(List<Change> changes) {
  /**
   * A package that differs; with one version on both sides, in which images it is and why.
   *
   * @param before its version in the older lock; empty when it comes in
   * @param after its version in the newer; empty when it goes
   * @param security whether the security updates have a version above the older one
   * @param images whose it is
   */
  public record Change(
      String name,
      String architecture,
      Optional<Version> before,
      Optional<Version> after,
      boolean security,
      List<String> images) {
    /** Whether the newer lock would go back to a lower version. */
    public boolean isDowngrade() {
      return before.isPresent() && after.isPresent() && after.get().compareTo(before.get()) < 0;
    }
  }

  public LockDiff {
    changes = List.copyOf(changes);
  }

  /** The changes that lead from one lock to the other. */
  public static LockDiff of(
      LockedPackages older, LockedPackages newer, List<PackageIndex> indices) {
    Map<String, LockedPackage> before = byId(older);
    Map<String, LockedPackage> after = byId(newer);
    TreeSet<String> ids = new TreeSet<>(before.keySet());
    ids.addAll(after.keySet());
    List<Change> changes = new ArrayList<>();
    for (String id : ids) {
      Optional<LockedPackage> one = Optional.ofNullable(before.get(id));
      Optional<LockedPackage> other = Optional.ofNullable(after.get(id));
      if (one.equals(other)) {
        continue;
      }
      LockedPackage any = other.or(() -> one).orElseThrow();
      changes.add(
          new Change(
              any.name(),
              any.architecture(),
              one.map(LockedPackage::version),
              other.map(LockedPackage::version),
              one.filter(locked -> hasFix(locked, indices)).isPresent(),
              images(any)));
    }
    return new LockDiff(changes);
  }

  private static Map<String, LockedPackage> byId(LockedPackages lock) {
    Map<String, LockedPackage> all = new TreeMap<>();
    lock.packages().forEach(one -> all.put(one.id(), one));
    return all;
  }

  private static boolean hasFix(LockedPackage locked, List<PackageIndex> indices) {
    return indices.stream()
        .filter(index -> locked.fits(index.architecture()))
        .flatMap(index -> index.securityVersion(locked.name()).stream())
        .anyMatch(version -> version.compareTo(locked.version()) > 0);
  }

  private static List<String> images(LockedPackage one) {
    TreeSet<String> images = new TreeSet<>();
    for (String place : one.why().keySet()) {
      images.add(place.replaceFirst("/.*", ""));
    }
    for (String place : one.build().keySet()) {
      images.add(place.replaceFirst("/.*", ""));
    }
    return List.copyOf(images);
  }

  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /** Whether anything of it closes a hole. */
  public boolean hasSecurity() {
    return changes.stream().anyMatch(Change::security);
  }
}
