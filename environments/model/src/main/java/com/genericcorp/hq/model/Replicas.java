package com.genericcorp.hq.model;

import java.util.Optional;

/**
 * How many processes of the server there are.
 *
 * @param planned how many the budget is made for, and started at first
 */
public record Replicas(int min, int planned, int max) {
  public Replicas {
    Check.range("server.replicas.min", min, 1, 100);
    Check.range("server.replicas.planned", planned, 1, 100);
    Check.range("server.replicas.max", max, 1, 100);
    Check.refuse(orderProblem(min, planned, max));
  }

  static Optional<String> orderProblem(int min, int planned, int max) {
    return min <= planned && planned <= max
        ? Optional.empty()
        : Optional.of(
            "server.replicas has min "
                + min
                + ", planned "
                + planned
                + ", max "
                + max
                + "; expected min ≤ planned ≤ max");
  }
}
