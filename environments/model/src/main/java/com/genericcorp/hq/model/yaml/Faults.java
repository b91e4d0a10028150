package com.genericcorp.hq.model.yaml;

import com.genericcorp.hq.cli.InvalidInput;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All faults of some files, sorted by file and line; the same fault is kept once. */
public final class Faults {
  /** More are counted, not printed. */
  static final int SHOWN = 50;

  private record Fault(Place place, String sentence) {}

  private final Set<Fault> faults =
      new TreeSet<>(Comparator.comparing(Fault::place).thenComparing(Fault::sentence));
  private final Set<Node> faulty = Collections.newSetFromMap(new IdentityHashMap<>());

  /** Adds a fault of a file or of a place in it. */
  public void add(Place place, String sentence) {
    faults.add(new Fault(place, sentence));
  }

  /** Adds a fault of one value, which rules that compare values then leave alone. */
  public void add(Node node, String sentence) {
    add(node.place(), sentence);
    faulty.add(node);
  }

  /** Adds all of another's. */
  public void addAll(Faults others) {
    faults.addAll(others.faults);
    faulty.addAll(others.faulty);
  }

  /**
   * Adds the faults of several variants of one document, each once, and says which have it unless
   * all have.
   *
   * @param variants what was found in each, by its name
   */
  public void addVariants(Map<String, Faults> variants) {
    Map<Fault, List<String>> names = new LinkedHashMap<>();
    variants.forEach(
        (name, found) -> {
          found.faults.forEach(
              fault -> names.computeIfAbsent(fault, none -> new ArrayList<>()).add(name));
          faulty.addAll(found.faulty);
        });
    names.forEach(
        (fault, with) ->
            add(
                fault.place(),
                with.size() == variants.size()
                    ? fault.sentence()
                    : String.join(", ", with) + ": " + fault.sentence()));
  }

  public boolean isEmpty() {
    return faults.isEmpty();
  }

  /** Whether this very value has a fault of its own; faults of parts of it do not count. */
  public boolean concern(Node node) {
    return faulty.contains(node);
  }

  /**
   * Refuses the environments' files if anything was found.
   *
   * @throws InvalidInput with one line a fault
   */
  public void refuse() {
    refuse("the environments' files");
  }

  /**
   * Refuses the input if anything was found.
   *
   * @param input what was read, for people
   * @throws InvalidInput with one line a fault
   */
  public void refuse(String input) {
    if (faults.isEmpty()) {
      return;
    }
    StringBuilder text = new StringBuilder();
    if (faults.size() > 1) {
      text.append(faults.size()).append(" faults in ").append(input);
    }
    int shown = 0;
    for (Fault fault : faults) {
      if (shown++ == SHOWN) {
        text.append("\n  … and ").append(faults.size() - SHOWN).append(" more");
        break;
      }
      text.append(text.isEmpty() ? "" : "\n  ");
      text.append(fault.place()).append(": ").append(fault.sentence());
    }
    throw new InvalidInput(text.toString());
  }
}
