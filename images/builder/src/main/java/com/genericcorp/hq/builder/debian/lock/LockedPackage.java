package com.genericcorp.hq.builder.debian.lock;

import com.genericcorp.hq.builder.debian.archive.Architecture;
import com.genericcorp.hq.builder.debian.archive.Suite;
import com.genericcorp.hq.builder.debian.archive.Version;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * A package of the lock file.
 *
 * @param architecture {@code amd64}, {@code arm64} or {@code all}
 * @param file where a mirror keeps it: {@code pool/…}
 * @param size in bytes
 * @param why by image ({@code server}, or {@code server/arm64} when only there): why it is in it
 * @param build by image: why it is needed to make it
 */
public record LockedPackage(
    String name,
    Version version,
    String architecture,
    Suite suite,
    String file,
    long size,
    String sha256,
    Map<String, String> why,
    Map<String, String> build)
    implements Comparable<LockedPackage> {
  private static final Comparator<LockedPackage> ORDER =
      Comparator.comparing(LockedPackage::name).thenComparing(LockedPackage::architecture);

  public LockedPackage {
    why = Collections.unmodifiableMap(new TreeMap<>(why));
    build = Collections.unmodifiableMap(new TreeMap<>(build));
  }

  /** What is unique within a lock: {@code libc6/amd64}. */
  public String id() {
    return name + "/" + architecture;
  }

  boolean fits(Architecture platform) {
    return architecture.equals("all") || architecture.equals(platform.toString());
  }

  boolean isPartOf(String image, Architecture platform) {
    return fits(platform) && named(why, image, platform);
  }

  boolean builds(String image, Architecture platform) {
    return fits(platform) && named(build, image, platform);
  }

  private static boolean named(Map<String, String> reasons, String image, Architecture platform) {
    return reasons.containsKey(image) || reasons.containsKey(image + "/" + platform);
  }

  @Override
  public int compareTo(LockedPackage other) {
    return ORDER.compare(this, other);
  }
}
