package com.genericcorp.hq.plan.policies;

import com.genericcorp.hq.plan.capture.Captured;
import java.util.List;
import java.util.Optional;

/** Credentials of another account are refused; cost is told apart. */
final class ProviderIsGuarded extends Policy {
  private static final List<String> TAGS = List.of("Project", "Environment", "ManagedBy");

  ProviderIsGuarded() {
    super(
        "HQ_23",
        "A provider is bound to one account and tags what it makes",
        "set allowedAccountIds, and defaultTags with Project, Environment and ManagedBy");
  }

  @Override
  public List<Finding> findings(Scene scene) {
    String account = scene.environment().aws().orElseThrow().account();
    return scene.inventory().resources().stream()
        .filter(Captured::isProvider)
        .map(one -> new Finding(this, one.name(), problem(one, account)))
        .toList();
  }

  private static Optional<String> problem(Captured provider, String account) {
    if (!String.valueOf(provider.inputs().get("allowedAccountIds")).contains(account)) {
      return Optional.of("it takes credentials of any account");
    }
    String tags = String.valueOf(provider.inputs().get("defaultTags"));
    return TAGS.stream()
        .filter(tag -> !tags.contains(tag))
        .findFirst()
        .map(tag -> "what it makes has no tag " + tag);
  }
}
