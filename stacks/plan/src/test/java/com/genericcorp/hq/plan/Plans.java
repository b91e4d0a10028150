package com.genericcorp.hq.plan;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import com.genericcorp.hq.plan.prices.PriceBook;
import com.genericcorp.hq.plan.report.Plan;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The repository's own environments, planned; each is run once. */
public final class Plans {
  /** On which plans of tests are made: prices grow old. */
  public static final LocalDate TODAY = LocalDate.parse("2026-11-24");

  private static final Map<String, Plan> MADE = new ConcurrentHashMap<>();

  private Plans() {}

  public static Environment environment(String name, String size) {
    return new Environments(Repository.find().environments())
        .load(name, size.isEmpty() ? Optional.empty() : Optional.of(size));
  }

  /** The plan of an environment; without a size, of the one that its file names. */
  public static Plan of(String name, String size) {
    return MADE.computeIfAbsent(name + " " + size, none -> of(environment(name, size)));
  }

  public static Plan of(Environment environment) {
    return of(environment, Program.inventory(environment));
  }

  public static Plan of(Environment environment, Inventory inventory) {
    return Plan.of(environment, inventory, PriceBook.own(), TODAY);
  }

  /** A resource by its type and name. */
  public static Captured resource(Inventory inventory, String type, String name) {
    return inventory.ofType(type).stream()
        .filter(one -> one.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("there is no " + type + " " + name));
  }
}
