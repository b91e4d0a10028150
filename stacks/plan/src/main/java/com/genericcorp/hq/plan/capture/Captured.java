package com.genericcorp.hq.plan.capture;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A resource as the program registered it.
 *
 * @param type Pulumi's token: {@code aws:ec2/vpc:Vpc}; a component's is {@code
 *     agenthq:network:Network}
 * @param parent the parent's URN; none for those that stand directly in the stack
 * @param provider the URN of the provider that was named, itself or by a parent
 * @param inputs by the program's names; a secret is unwrapped
 * @param answer what the account said of it: its id, its ARN; others refer to it by them
 */
public record Captured(
    String urn,
    String type,
    String name,
    Optional<String> parent,
    Optional<String> provider,
    Map<String, @Nullable Object> inputs,
    boolean protect,
    boolean retainOnDelete,
    Map<String, @Nullable Object> answer) {
  public Captured {
    inputs = Collections.unmodifiableMap(new TreeMap<>(inputs));
    answer = Collections.unmodifiableMap(new TreeMap<>(answer));
  }

  /** Whether an input of another, such as {@code taskDefinition}, means this one. */
  public boolean isMeantBy(@Nullable Object reference) {
    return reference != null
        && (reference.equals(answer.get("id")) || reference.equals(answer.get("arn")));
  }

  /** A map among the inputs; empty when it is not there. */
  public Map<?, ?> map(String input) {
    return inputs.get(input) instanceof Map<?, ?> map ? map : Map.of();
  }

  /** A list among the inputs; empty when it is not there. */
  public List<?> list(String input) {
    return inputs.get(input) instanceof List<?> list ? list : List.of();
  }

  /** The same with an input of another value; null takes it away. For what-ifs. */
  public Captured with(String input, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new TreeMap<>(inputs);
    if (value == null) {
      changed.remove(input);
    } else {
      changed.put(input, value);
    }
    return new Captured(
        urn, type, name, parent, provider, changed, protect, retainOnDelete, answer);
  }

  /** Whether it only groups others: nothing of it is in AWS. */
  public boolean isComponent() {
    return type.startsWith("agenthq:");
  }

  /** Whether it is a provider's own configuration. */
  public boolean isProvider() {
    return type.startsWith("pulumi:providers:");
  }

  /** {@code Vpc} of {@code aws:ec2/vpc:Vpc}. */
  public String kind() {
    return type.substring(type.lastIndexOf(':') + 1);
  }

  /** An input that is text, if it is there. */
  public Optional<String> text(String input) {
    return Optional.ofNullable(inputs.get(input)).map(String::valueOf);
  }

  /** An input that is a number; Pulumi passes all as doubles. */
  public Optional<Double> number(String input) {
    return inputs.get(input) instanceof Number number
        ? Optional.of(number.doubleValue())
        : Optional.empty();
  }

  /** Whether an input is {@code true}. */
  public boolean flag(String input) {
    return Boolean.TRUE.equals(inputs.get(input));
  }
}
