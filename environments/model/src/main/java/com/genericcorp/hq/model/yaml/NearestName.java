package com.genericcorp.hq.model.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name that a misspelt word was probably meant to be. */
public final class NearestName {
  private static final int LONGEST = 60;

  private NearestName() {}

  /**
   * The candidate with the fewest wrong, missing, superfluous or swapped letters, if these are at
   * most a third of the word (one is always allowed); else one that the word abbreviates, as {@code
   * prod}.
   */
  public static Optional<String> of(String word, Collection<String> candidates) {
    if (word.length() > LONGEST) {
      return Optional.empty();
    }
    String wanted = word.toLowerCase(Locale.ROOT);
    Optional<String> nearest = Optional.empty();
    Optional<String> abbreviated = Optional.empty();
    int least = Math.max(1, word.length() / 3) + 1;
    for (String candidate : candidates) {
      String known = candidate.toLowerCase(Locale.ROOT);
      int distance = distance(wanted, known);
      if (distance < least) {
        least = distance;
        nearest = Optional.of(candidate);
      }
      if (wanted.length() > 1 && known.startsWith(wanted) && abbreviated.isEmpty()) {
        abbreviated = Optional.of(candidate);
      }
    }
    return nearest.isPresent() ? nearest : abbreviated;
  }

  /** {@code ". Did you mean 'x'?"} to end a sentence with, or nothing. */
  public static String hint(String word, Collection<String> candidates) {
    return hint(of(word, candidates));
  }

  static String hint(Optional<String> name) {
    return name.map(meant -> ". Did you mean '" + meant + "'?").orElse("");
  }

  /** Optimal string alignment: Levenshtein's distance with swapped neighbours as one change. */
  private static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        cost[i][j] =
            Math.min(cost[i - 1][j - 1] + change, Math.min(cost[i - 1][j] + 1, cost[i][j - 1] + 1));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
      }
    }
    return cost[a.length()][b.length()];
  }
}
