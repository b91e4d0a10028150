package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.model.Waiver;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All policies over a plan, under the environment's waivers.
 *
 * @param unused waivers that nothing needs: they are to be deleted
 */
public record Review(List<Reviewed> all, List<Waiver> unused) {
  public Review {
    all = List.copyOf(all);
    unused = List.copyOf(unused);
  }

  /** Looks at everything on a day: a waiver holds up to its last one. */
  public static Review of(Scene scene, List<Policy> policies, LocalDate today) {
    List<Waiver> waivers = scene.environment().waivers();
    Set<Waiver> used = new LinkedHashSet<>();
    List<Reviewed> all = new ArrayList<>();
    for (Policy policy : policies) {
      for (Finding finding : policy.findings(scene)) {
        Optional<Waiver> waiver =
            finding.problem().isEmpty() ? Optional.empty() : waiver(waivers, finding);
        waiver.ifPresent(used::add);
        boolean waived = waiver.filter(one -> !today.isAfter(one.until())).isPresent();
        all.add(new Reviewed(finding, waiver, waived));
      }
    }
    return new Review(all, waivers.stream().filter(one -> !used.contains(one)).toList());
  }

  /** One that names the resource comes before one for all. */
  private static Optional<Waiver> waiver(List<Waiver> waivers, Finding finding) {
    List<Waiver> ofPolicy =
        waivers.stream().filter(one -> one.policy().equals(finding.policy().id())).toList();
    return ofPolicy.stream()
        .filter(one -> one.resource().equals(finding.resource()))
        .findFirst()
        .or(() -> ofPolicy.stream().filter(one -> one.resource().equals(Waiver.ANY)).findFirst());
  }

  /** Broken without leave. */
  public List<Reviewed> broken() {
    return all.stream().filter(Reviewed::fails).toList();
  }

  /** Broken with leave. */
  public List<Reviewed> waived() {
    return all.stream().filter(Reviewed::waived).toList();
  }

  /** How often a policy holds. */
  public long held() {
    return all.stream().filter(Reviewed::holds).count();
  }
}
