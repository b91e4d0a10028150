package com.genericcorp.hq.plan.policies;

import java.util.List;
import java.util.Optional;

/** A rule about what stands in AWS. */
public abstract class Policy {
  private final String id;
  private final String rule;
  private final String remedy;

  /**
   * @param id Checkov's number as {@code AWS_n}, or {@code HQ_n} for one of our own
   * @param rule what holds, as a sentence without its full stop
   * @param remedy what to do when it does not
   */
  protected Policy(String id, String rule, String remedy) {
    this.id = id;
    this.rule = rule;
    this.remedy = remedy;
  }

  public final String id() {
    return id;
  }

  public final String rule() {
    return rule;
  }

  public final String remedy() {
    return remedy;
  }

  /** One for each resource that the policy is about; none where it does not apply. */
  public abstract List<Finding> findings(Scene scene);

  /** The problem, unless all is well. */
  protected static Optional<String> unless(boolean well, String problem) {
    return well ? Optional.empty() : Optional.of(problem);
  }
}
