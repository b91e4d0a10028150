package com.genericcorp.hq.server.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import com.genericcorp.hq.server.config.Variables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The tiers of the variable {@code TIERS}, smallest first; there is at least one. */
public final class Tiers {
  private static final Logger LOG = LoggerFactory.getLogger(Tiers.class);
  private static final int MOST = 1_000_000_000;
  private static final int MOST_REMEMBERED = 100;

  private final List<Tier> smallestFirst;
  private final Set<String> saidToBeUnknown = ConcurrentHashMap.newKeySet();

  private Tiers(List<Tier> smallestFirst) {
    this.smallestFirst = List.copyOf(smallestFirst);
  }

  /** From the variables; without {@code TIERS} there is one, {@code free}, that limits nothing. */
  public static Tiers of(Variables variables) {
    String unlimited = "{\"free\":{}}";
    Tiers tiers = variables.parsed("TIERS", unlimited, Tiers::parse);
    return tiers == null ? parse(unlimited) : tiers;
  }

  /**
   * Reads a JSON object of name → limits. A limit that is null or absent is "as agreed".
   *
   * @throws InvalidInput when it is none, is empty, or a limit is no whole number from 1
   */
  public static Tiers parse(String json) {
    try {
      JsonNode object = Json.mapper().readTree(json);
      if (!object.isObject() || object.isEmpty()) {
        throw new InvalidInput("expected a JSON object with a key for each tier");
      }
      List<Tier> tiers = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : object.properties()) {
        tiers.add(tier(entry.getKey(), entry.getValue()));
      }
      return new Tiers(tiers);
    } catch (JsonProcessingException problem) {
      throw new InvalidInput("expected a JSON object: %s", problem.getOriginalMessage());
    }
  }

  private static Tier tier(String name, JsonNode limits) {
    if (!limits.isObject()) {
      throw new InvalidInput("tier '%s' is no JSON object", name);
    }
    return new Tier(
        name,
        limit(name, limits, "requestsPerMinute"),
        limit(name, limits, "agents"),
        limit(name, limits, "concurrentTasks"),
        limit(name, limits, "storageGb"));
  }

  private static @Nullable Integer limit(String tier, JsonNode limits, String field) {
    JsonNode value = limits.get(field);
    if (value == null || value.isNull()) {
      return null;
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw new InvalidInput("tier '%s': %s is no whole number", tier, field);
    }
    int number = value.intValue();
    if (number < 1 || number > MOST) {
      throw new InvalidInput("tier '%s': %s is %d: give 1 to %d", tier, field, number, MOST);
    }
    return number;
  }

  public List<String> names() {
    return smallestFirst.stream().map(Tier::name).toList();
  }

  public String lowest() {
    return smallestFirst.get(0).name();
  }

  public String highest() {
    return smallestFirst.get(smallestFirst.size() - 1).name();
  }

  /**
   * The name, if a tier has it.
   *
   * @throws InvalidInput otherwise
   */
  public String require(String name) {
    if (find(name).isEmpty()) {
      throw new InvalidInput(
          "There is no tier '%s': choose one of %s.", name, String.join(", ", names()));
    }
    return name;
  }

  /**
   * The tier of this name. Of one that is gone, or not there yet, the smallest is taken: a renamed
   * tier must neither lock its organisations out nor give them everything.
   */
  public Tier named(String name) {
    return find(name).orElseGet(() -> unknown(name));
  }

  private Tier unknown(String name) {
    if (saidToBeUnknown.size() < MOST_REMEMBERED && saidToBeUnknown.add(name)) {
      LOG.warn("TIERS has no tier '{}': its organisations are held to '{}'.", name, lowest());
    }
    return smallestFirst.get(0);
  }

  private Optional<Tier> find(String name) {
    return smallestFirst.stream().filter(tier -> tier.name().equals(name)).findFirst();
  }

  /** The tier directly above; empty above the highest. */
  public Optional<Tier> above(Tier tier) {
    int next = smallestFirst.indexOf(tier) + 1;
    return next < smallestFirst.size() ? Optional.of(smallestFirst.get(next)) : Optional.empty();
  }

  /** The smallest tier above that allows more of something. */
  public Optional<Tier> allowingMore(Tier tier, Function<Tier, @Nullable Integer> limit) {
    Integer has = limit.apply(tier);
    return smallestFirst.stream()
        .skip(smallestFirst.indexOf(tier) + 1L)
        .filter(
            above -> {
              Integer allowed = limit.apply(above);
              return has != null && (allowed == null || allowed > has);
            })
        .findFirst();
  }
}
