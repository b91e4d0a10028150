package com.genericcorp.hq.plan.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
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

  /** The one of a type that an input of another means. */
  public Optional<Captured> meantBy(String type, @Nullable Object reference) {
    return ofType(type).stream().filter(one -> one.isMeantBy(reference)).findFirst();
  }

  /** These and those of another stack. */
  public Inventory and(Inventory other) {
    List<Captured> all = new ArrayList<>(resources);
    all.addAll(other.resources);
    return new Inventory(all, outputs);
  }

  /** The same with one resource in the place of that with its URN. */
  public Inventory with(Captured changed) {
    return new Inventory(
        resources.stream().map(one -> one.urn().equals(changed.urn()) ? changed : one).toList(),
        outputs);
  }

  /** The same without some. */
  public Inventory without(Predicate<Captured> gone) {
    return new Inventory(resources.stream().filter(gone.negate()).toList(), outputs);
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
