package com.genericcorp.hq.plan.policies;

import java.util.List;

/** By the default provider it has no tags, and may land in another account. */
final class EverythingHasTheProvider extends Policy {
  EverythingHasTheProvider() {
    super(
        "HQ_24",
        "Everything is made by the guarded provider, and so tagged",
        "pass the scope's options, or the component as parent");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    return scene.inventory().inAws().stream()
        .map(
            one ->
                new Finding(
                    this,
                    one.name(),
                    unless(
                        one.provider()
                            .filter(urn -> urn.contains("pulumi:providers:aws"))
                            .isPresent(),
                        "it is made by the default provider, without tags")))
        .toList();
  }
}
