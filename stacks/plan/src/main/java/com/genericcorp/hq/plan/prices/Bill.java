package com.genericcorp.hq.plan.prices;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A bill that is being written. Rules look at the whole plan: what one thing costs hangs on others.
 */
public final class Bill {
  private final Environment environment;
  private final Inventory inventory;
  private final PriceBook book;
  private final Volumes volumes;
  private final List<CostLine> lines = new ArrayList<>();
  private final Set<String> assumptions = new LinkedHashSet<>();

  Bill(Environment environment, Inventory inventory, PriceBook book) {
    this.environment = environment;
    this.inventory = inventory;
    this.book = book;
    volumes = Volumes.of(environment, inventory);
  }

  public Environment environment() {
    return environment;
  }

  public Inventory inventory() {
    return inventory;
  }

  /** What the environment's traffic comes to. */
  public Volumes volumes() {
    return volumes;
  }

  /** The price of something where the environment is. */
  public Price price(String key) {
    return book.price(key, environment.aws().orElseThrow().region());
  }

  /** Bills what costs because it is there. */
  public void fixed(Captured resource, String what, Quantity quantity, String key) {
    lines.add(new CostLine(resource.urn(), what, false, quantity, price(key)));
  }

  /** Bills what costs as it is used. */
  public void usage(Captured resource, String what, Quantity quantity, String key) {
    lines.add(new CostLine(resource.urn(), what, true, quantity, price(key)));
  }

  /** Says once what lines suppose. */
  public void assume(String sentence) {
    assumptions.add(sentence);
  }

  Costs costs() {
    return new Costs(lines, List.copyOf(assumptions));
  }
}
