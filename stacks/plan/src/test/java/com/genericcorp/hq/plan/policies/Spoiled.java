package com.genericcorp.hq.plan.policies;

import static org.assertj.core.api.Assertions.assertThat;

import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.plan.Plans;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ways to spoil what the program registered. Each says so when there is nothing to spoil. */
final class Spoiled {
  private Spoiled() {}

  static UnaryOperator<Inventory> set(
      String type, String name, String input, @Nullable Object value) {
    return inventory -> inventory.with(Plans.resource(inventory, type, name).with(input, value));
  }

  static UnaryOperator<Inventory> edit(
      String type, String name, String input, String pattern, String by) {
    return inventory -> {
      Captured one = Plans.resource(inventory, type, name);
      String before = one.text(input).orElseThrow();
      String after = before.replaceAll(pattern, by);
      assertThat(after).isNotEqualTo(before);
      return inventory.with(one.with(input, after));
    };
  }

  static UnaryOperator<Inventory> document(
      String type, String name, String action, String resource) {
    Map<String, Object> statement =
        Map.of("Effect", "Allow", "Action", action, "Resource", List.of(resource));
    return set(type, name, "policy", Json.print(Map.of("Statement", List.of(statement))));
  }

  static UnaryOperator<Inventory> without(Predicate<Captured> gone) {
    return inventory -> {
      assertThat(inventory.resources()).anyMatch(gone);
      return inventory.without(gone);
    };
  }

  static UnaryOperator<Inventory> withoutProvider(String type, String name) {
    return inventory -> {
      Captured one = Plans.resource(inventory, type, name);
      return inventory.with(
          new Captured(
              one.urn(),
              one.type(),
              one.name(),
              one.parent(),
              Optional.empty(),
              one.inputs(),
              one.protect(),
              one.retainOnDelete(),
              one.answer()));
    };
  }

  static UnaryOperator<Inventory> withoutProtection(String type, String name) {
    return inventory -> {
      Captured one = Plans.resource(inventory, type, name);
      assertThat(one.protect()).isTrue();
      return inventory.with(
          new Captured(
              one.urn(),
              one.type(),
              one.name(),
              one.parent(),
              one.provider(),
              one.inputs(),
              false,
              one.retainOnDelete(),
              one.answer()));
    };
  }
}
