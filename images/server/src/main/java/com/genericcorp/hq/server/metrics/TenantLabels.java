package com.genericcorp.hq.server.metrics;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Which organisations have a {@code tenant} label of their own: the largest by recent requests. Not
 * safe for use by several threads at once; {@link TenantMeters} guards it.
 */
final class TenantLabels {
  /** All organisations without a label of their own. */
  static final String OTHER = "other";

  /** Requests of no organisation: health checks, the front page, refused ones. No slug is this. */
  static final String NONE = "-";

  // At each ranking older requests weigh half of what they weighed at the last one.
  private static final double FADING = 0.5;
  private static final double FORGOTTEN = 0.01;

  private final int most;
  private final Map<String, Double> recent = new HashMap<>();
  private final Set<String> labelled = new HashSet<>();

  /**
   * @param most how many organisations have a label of their own at once; 0 gives none
   */
  TenantLabels(int most) {
    this.most = most;
  }

  /** Counts one request, or task, of an organisation and says under which label. */
  String count(String slug) {
    if (slug.isEmpty()) {
      return NONE;
    }
    recent.merge(slug, 1.0, Double::sum);
    if (labelled.contains(slug)) {
      return slug;
    }
    // A free label is given at once; later ones are won at a ranking only.
    if (labelled.size() < most && !slug.equals(OTHER)) {
      labelled.add(slug);
      return slug;
    }
    return OTHER;
  }

  /** Ranks anew, and returns the organisations that lost their label. */
  Set<String> rank() {
    recent.replaceAll((slug, weight) -> weight * FADING);
    recent.values().removeIf(weight -> weight < FORGOTTEN);
    Set<String> largest = new HashSet<>();
    recent.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(OTHER))
        .sorted(order())
        .limit(most)
        .forEach(entry -> largest.add(entry.getKey()));
    Set<String> lost = new HashSet<>(labelled);
    lost.removeAll(largest);
    // One that is merely quiet keeps its label while nobody needs it: no gaps in its graphs.
    if (largest.size() < most) {
      lost.stream().sorted().limit(most - largest.size()).toList().forEach(lost::remove);
    }
    labelled.removeAll(lost);
    labelled.addAll(largest);
    return lost;
  }

  private Comparator<Map.Entry<String, Double>> order() {
    // Between equals the one that has the label keeps it.
    return Map.Entry.<String, Double>comparingByValue()
        .reversed()
        .thenComparing(entry -> !labelled.contains(entry.getKey()))
        .thenComparing(Map.Entry.comparingByKey());
  }
}
