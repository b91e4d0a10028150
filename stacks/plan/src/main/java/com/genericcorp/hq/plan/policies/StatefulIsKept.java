package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Types;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A wrong word in a program deletes what paying organisations have. */
final class StatefulIsKept extends Policy {
  private static final Set<String> STATEFUL =
      Set.of(Types.DATABASE, Types.BUCKET, Types.STACK, Types.KEY, Types.ZONE, Types.REPOSITORY);

  /** Protected, but what is in them can be had again. */
  private static final Set<String> MADE_ANEW = Set.of(Types.ZONE, Types.REPOSITORY);

  StatefulIsKept() {
    super(
        "HQ_25",
        "What holds data is protected, and stays when its stack is destroyed",
        "set protect and retainOnDelete where aws.deletionProtection is on");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    if (!scene.isKept()) {
      return List.of();
    }
    return scene.inventory().inAws().stream()
        .filter(one -> STATEFUL.contains(one.type()) && !isOfAccessLogs(one, scene))
        .map(one -> new Finding(this, one.name(), problem(one)))
        .toList();
  }

  private static Optional<String> problem(Captured one) {
    return one.protect()
        ? unless(one.retainOnDelete() || MADE_ANEW.contains(one.type()), "it is not retained")
        : Optional.of("it is not protected");
  }

  private static boolean isOfAccessLogs(Captured bucket, Scene scene) {
    return scene.inventory().ofType(Types.BALANCER).stream()
        .map(balancer -> balancer.map("accessLogs").get("bucket"))
        .anyMatch(name -> name != null && name.equals(bucket.inputs().get("bucket")));
  }
}
