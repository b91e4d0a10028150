package com.genericcorp.hq.rehearse.account;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.rehearse.engine.Answers;
import com.genericcorp.hq.rehearse.engine.Clients;
import com.genericcorp.hq.rehearse.engine.Unfit;
import com.genericcorp.hq.rehearse.mapping.Mapping;
import com.genericcorp.hq.rehearse.mapping.Mappings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.exception.SdkException;

/** Takes everything away again, the last first, and looks whether something is left. */
public final class Destruction {
  private final Clients clients;
  private final Mappings mappings;

  public Destruction(Clients clients, Mappings mappings) {
    this.clients = clients;
    this.mappings = mappings;
  }

  /** What there is of each kind that a program could make: names by type. */
  public Map<String, Set<String>> inventory() {
    Map<String, Set<String>> there = new TreeMap<>();
    for (Mapping mapping : mappings.all()) {
      mapping
          .list()
          .ifPresent(
              list ->
                  there.put(
                      mapping.type(),
                      new TreeSet<>(
                          Answers.all(
                              clients.call(list.service(), list.operation(), Map.of()),
                              list.path()))));
    }
    return there;
  }

  /**
   * Destroys what was made.
   *
   * @throws Failed with all that AWS refused
   */
  public void destroy(List<Made> made) {
    List<String> refused = new ArrayList<>();
    for (int index = made.size() - 1; index >= 0; index--) {
      Made one = made.get(index);
      for (Mapping.Call call : one.delete()) {
        try {
          clients.call(one.mapping().service(), call.operation(), members(call.template()));
        } catch (SdkException problem) {
          refused.add(
              one.urn() + ": AWS refuses " + call.operation() + ": " + Refused.sentence(problem));
        } catch (Unfit problem) {
          refused.add(one.urn() + ": " + call.operation() + ": " + problem.getMessage());
        }
      }
    }
    if (!refused.isEmpty()) {
      throw new Failed("%s", String.join(System.lineSeparator(), refused));
    }
  }

  /**
   * Holds what there is now against what there was before.
   *
   * @throws Failed naming what is left
   */
  public void requireNothingLeft(Map<String, Set<String>> before) {
    List<String> left = new ArrayList<>();
    inventory()
        .forEach(
            (type, names) -> {
              Set<String> more = new TreeSet<>(names);
              more.removeAll(before.getOrDefault(type, Set.of()));
              more.forEach(name -> left.add(type + " " + name));
            });
    if (!left.isEmpty()) {
      throw new Failed("after everything was destroyed there is still %s", String.join(", ", left));
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> members(Object values) {
    return (Map<String, Object>) values;
  }
}
