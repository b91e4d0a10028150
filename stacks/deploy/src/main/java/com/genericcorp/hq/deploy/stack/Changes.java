package com.genericcorp.hq.deploy.stack;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What a preview says, or an update did: the resources that are not as they were. */
public record Changes(List<Change> all) {
  public Changes {
    all = all.stream().filter(one -> one.operation() != Operation.SAME).toList();
  }

  public boolean isEmpty() {
    return all.isEmpty();
  }

  /** How many of a kind. */
  public long count(Operation operation) {
    return all.stream().filter(one -> one.operation() == operation).count();
  }

  /** Those whose data would be lost. */
  public List<Change> losses() {
    return all.stream().filter(Change::losesData).toList();
  }

  /** "2 to create, 1 to replace". */
  public String counts(String joint) {
    List<String> parts = new ArrayList<>();
    Arrays.stream(Operation.values())
        .filter(one -> one != Operation.SAME && count(one) > 0)
        .forEach(
            one ->
                parts.add(
                    count(one) + " " + (joint.isEmpty() ? one.done() : joint + " " + one.word())));
    return parts.isEmpty() ? "nothing" : String.join(", ", parts);
  }

  /** What an update did: "2 created, 1 replaced". */
  public String done() {
    return counts("");
  }

  /** What a preview says: "2 to create, 1 to replace". */
  public String planned() {
    return counts("to");
  }
}
