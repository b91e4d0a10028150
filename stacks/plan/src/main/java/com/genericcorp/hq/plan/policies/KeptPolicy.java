package com.genericcorp.hq.plan.policies;

import java.util.List;

/** A policy for environments whose loss would hurt: those with {@code aws.deletionProtection}. */
abstract class KeptPolicy extends ResourcePolicy {
  KeptPolicy(String id, String type, String rule, String remedy) {
    super(id, type, rule, remedy);
  }

  @Override
  public List<Finding> findings(Scene scene) {
    return scene.isKept() ? super.findings(scene) : List.of();
  }
}
