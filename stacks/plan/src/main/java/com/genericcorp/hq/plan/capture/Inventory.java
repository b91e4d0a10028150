package com.genericcorp.hq.plan.capture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that a program registered, parents before their children, each group in the order of its
 * names; and its outputs.
 */
public record Inventory(List<Captured> resources, Map<String, @Nullable Object> outputs) {
  public Inventory {
    resources = List.copyOf(resources);
  }

  /** Those that are in AWS: neither components nor providers. */
  public List<Captured> inAws() {
    return resources.stream().filter(one -> !one.isComponent() && !one.isProvider()).toList();
  }

  /** Those of a type. */
  public List<Captured> ofType(String type) {
    return resources.stream().filter(one -> one.type().equals(type)).toList();
  }

  /** Those directly under another; under none: those that stand in the stack itself. */
  public List<Captured> childrenOf(Optional<String> parent) {
    return resources.stream().filter(one -> one.parent().equals(parent)).toList();
  }

  /** The component that a resource is part of at the top: {@code network}; empty for none. */
  public Optional<Captured> concernOf(Captured resource) {
    Captured at = resource;
    while (at.parent().isPresent()) {
      String parent = at.parent().get();
      Optional<Captured> above =
          resources.stream().filter(one -> one.urn().equals(parent)).findFirst();
      if (above.isEmpty()) {
        break;
      }
      at = above.get();
    }
    return at.isComponent() ? Optional.of(at) : Optional.empty();
  }
}
