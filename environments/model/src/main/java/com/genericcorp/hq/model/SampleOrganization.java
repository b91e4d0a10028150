package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.NearestName;
import java.util.Collection;
import java.util.Optional;

/** An organisation that seeding makes, with a history to look at. */
public record SampleOrganization(Slug slug, String name, String tier) {
  private static final int LONGEST_NAME = 80;

  public SampleOrganization {
    int length = name.codePointCount(0, name.length());
    if (length == 0
        || length > LONGEST_NAME
        || name.codePoints().anyMatch(Character::isISOControl)) {
      throw new InvalidInput(
          "the name of sample organisation %s has %d characters; expected 1 to %d printable ones",
          slug, length, LONGEST_NAME);
    }
  }

  static Optional<String> tierProblem(String tier, Collection<String> tiers) {
    return tiers.contains(tier)
        ? Optional.empty()
        : Optional.of(
            "there is no tier '"
                + tier
                + "'; known: "
                + String.join(", ", tiers)
                + NearestName.hint(tier, tiers));
  }
}
