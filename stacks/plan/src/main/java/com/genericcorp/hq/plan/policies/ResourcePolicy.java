package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import java.util.List;
import java.util.Optional;

/** A policy about each resource of one type. */
abstract class ResourcePolicy extends Policy {
  private final String type;

  ResourcePolicy(String id, String type, String rule, String remedy) {
    super(id, rule, remedy);
    this.type = type;
  }

  @Override
  public List<Finding> findings(Scene scene) {
    return scene.inventory().ofType(type).stream()
        .map(one -> new Finding(this, one.name(), problem(one, scene)))
        .toList();
  }

  /** What is wrong with this one. */
  abstract Optional<String> problem(Captured resource, Scene scene);
}
