package com.genericcorp.hq.builder.debian;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an image asks of Debian, from its {@code image.yaml}.
 *
 * @param image the image's name
 * @param file the description's file, for people
 * @param packages the packages that the image names; those that they depend on are added
 * @param exclude packages that are left out although others depend on them, with the reason
 * @param build packages that are only needed to make the image
 * @param wins for paths that several packages have: which of them has it in the image
 */
public record BaseNeeds(
    String image,
    String file,
    List<String> packages,
    Map<String, String> exclude,
    List<String> build,
    Map<String, String> wins) {
  public BaseNeeds {
    packages = List.copyOf(packages);
    exclude = Collections.unmodifiableMap(new TreeMap<>(exclude));
    build = List.copyOf(build);
    wins = Collections.unmodifiableMap(new TreeMap<>(wins));
  }
}
