package com.genericcorp.hq.model;

import java.util.Optional;

/** Cost a month at the planned replicas, in US dollars. */
public record Budget(int minUsd, int maxUsd) {
  private static final int MOST = 1_000_000;

  public Budget {
    Check.range("budget.minUsd", minUsd, 0, MOST);
    Check.range("budget.maxUsd", maxUsd, 1, MOST);
    Check.refuse(orderProblem(minUsd, maxUsd));
  }

  static Optional<String> orderProblem(int minUsd, int maxUsd) {
    return minUsd <= maxUsd
        ? Optional.empty()
        : Optional.of(
            "budget has minUsd " + minUsd + ", maxUsd " + maxUsd + "; expected minUsd ≤ maxUsd");
  }
}
