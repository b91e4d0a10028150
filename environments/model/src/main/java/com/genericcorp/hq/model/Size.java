package com.genericcorp.hq.model;

import com.genericcorp.hq.model.yaml.NearestName;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import java.util.Collection;
import java.util.Optional;

/**
 * One of the steps in which an environment grows.
 *
 * @param name its key under {@code sizes}
 * @param tenants for how many organisations it is meant
 */
public record Size(String name, int tenants) {
  public Size {
    Check.matches(
        "a size",
        name,
        Environments.NAME,
        Environments.LONGEST_NAME,
        "a size's name in lower case, such as launch");
    Check.range("a size's tenants", tenants, 1, 100_000);
  }

  static Optional<String> nameProblem(String name, Collection<String> known) {
    return known.contains(name)
        ? Optional.empty()
        : Optional.of(
            "there is no size "
                + Scalar.quoted(name)
                + "; known: "
                + String.join(", ", known)
                + NearestName.hint(name, known));
  }
}
