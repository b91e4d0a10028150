package com.genericcorp.hq.rehearse.account;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.plan.capture.Account;
import com.genericcorp.hq.plan.capture.PlannedAccount;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.mapping.Mapping;
import com.genericcorp.hq.rehearse.mapping.Mappings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Makes each resource at a simulated AWS, one after the other. The first that cannot be made ends
 * all: what comes after it would only fail of it.
 */
public final class SimulatedAccount implements Account {
  private final Clients clients;
  private final Mappings mappings;
  private final PlannedAccount planned;
  private final BiFunction<String, String, String> urns;
  private final References references = new References();
  private final List<Made> made = new ArrayList<>();
  private final Map<String, String> notRehearsed = new TreeMap<>();
  private Map<String, Object> defaultTags = Map.of();
  private @Nullable RuntimeException failure;

  /**
   * @param urns a resource's URN by its type and name
   */
  public SimulatedAccount(
      Clients clients,
      Mappings mappings,
      PlannedAccount planned,
      BiFunction<String, String, String> urns) {
    this.clients = clients;
    this.mappings = mappings;
    this.planned = planned;
    this.urns = urns;
  }

  /** Takes over what another stack has made, so that this one may name it. */
  public synchronized void knowOf(List<Made> others) {
    for (Made one : others) {
      references.know(one.state());
      references.know(one.id());
    }
  }

  @Override
  public synchronized Answer create(String type, String name, Map<String, Object> inputs) {
    if (failure != null) {
      throw new Failed("stopped");
    }
    if (type.startsWith("pulumi:providers:")) {
      defaultTags = DefaultTags.of(inputs);
    }
    if (!type.startsWith("aws:")) {
      return planned.create(type, name, inputs);
    }
    try {
      return make(type, name, inputs);
    } catch (RuntimeException problem) {
      failure = problem;
      throw problem;
    }
  }

  private Answer make(String type, String name, Map<String, Object> inputs) {
    String urn = urns.apply(type, name);
    Mapping mapping = mappings.of(type);
    references.require(urn, inputs, planned.number());
    if (mapping.whyNot().isPresent()) {
      notRehearsed.put(type, mapping.whyNot().get());
      Answer answer = planned.create(type, name, inputs);
      references.know(answer.state());
      return answer;
    }
    mapping
        .ignored()
        .forEach(
            (input, reason) -> {
              if (inputs.containsKey(input)) {
                notRehearsed.put(type + " " + input, reason);
              }
            });
    Map<String, Object> further = new HashMap<>();
    further.put("region", planned.region());
    further.put("account", planned.number());
    further.put("resource", name);
    further.put("urn", urn);
    further.put("allTags", tags(inputs));
    if (!planned.region().equals("us-east-1")) {
      further.put("elsewhere", planned.region()); // S3's own region must not be named to it.
    }
    if (type.equals(TemplateSecrets.STACK)) {
      TemplateSecrets secrets =
          new TemplateSecrets(clients, mappings.of(TemplateSecrets.SECRET), urn, inputs, further);
      secrets.made().forEach(this::remember);
      further.put("secrets", secrets.outputs());
    }
    Creation creation = new Creation(clients, mapping, urn, name, inputs, further);
    try {
      Made one = creation.run();
      remember(one);
      return new Answer(one.id(), one.state());
    } catch (RuntimeException problem) {
      creation.unfinished().ifPresent(made::add);
      throw problem;
    }
  }

  private void remember(Made one) {
    made.add(one);
    references.know(one.state());
    references.know(one.id());
  }

  private Map<String, Object> tags(Map<String, Object> inputs) {
    Map<String, Object> tags = new LinkedHashMap<>(defaultTags);
    if (inputs.get("tags") instanceof Map<?, ?> own) {
      own.forEach((key, value) -> tags.put("" + key, value));
    }
    return tags;
  }

  /** What is there, in the order in which it was made; the last may be unfinished. */
  public synchronized List<Made> made() {
    return List.copyOf(made);
  }

  /** Types and inputs that were not rehearsed, and why. */
  public synchronized Map<String, String> notRehearsed() {
    return Map.copyOf(notRehearsed);
  }

  /** Why it stopped. */
  public synchronized Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure);
  }
}
