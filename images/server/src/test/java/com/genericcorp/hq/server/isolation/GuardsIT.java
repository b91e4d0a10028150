package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The proof that the attacks can fail: each guard is taken away in turn, and the attack that must
 * notice is run. It is run before and, where the guard was taken out of the database, after as
 * well, so that nothing else is what it notices.
 */
class GuardsIT {
  private static Ground ground;

  @BeforeAll
  static void lay() {
    ground = Ground.laid();
  }

  @AfterAll
  static void close() {
    ground.close();
  }

  @Test
  void everyGuardThatIsMissingIsNoticed() {
    List<Guard> guards =
        Stream.of(DatabaseGuards.all(), ServerGuards.all()).flatMap(List::stream).toList();
    List<String> table = new ArrayList<>();
    List<String> faults = new ArrayList<>();
    Map<String, String> intact = new LinkedHashMap<>();
    for (Guard guard : guards) {
      String before = intact.computeIfAbsent(guard.attack(), this::attack);
      if (!before.isEmpty()) {
        faults.add(guard.attack() + " fails although every guard is there: " + before);
        continue;
      }
      String found = "";
      long began = System.nanoTime();
      try {
        found = guard.attackWithout(ground);
      } catch (IllegalStateException | AssertionError problem) {
        faults.add("Without '%s': %s".formatted(guard.name(), trace(problem)));
      }
      if (found.isEmpty()) {
        faults.add(guard.attack() + " does not notice that this is missing: " + guard.name());
      }
      String after = guard instanceof Guard.InDatabase ? attack(guard.attack()) : "";
      if (!after.isEmpty()) {
        faults.add("The guard was not put back: " + guard.name() + ": " + after);
      }
      table.add(row(guard, found, (System.nanoTime() - began) / 1_000_000));
    }
    System.out.println("Guards taken away, and who noticed:\n" + String.join("\n", table));
    assertThat(faults).isEmpty();
    assertThat(table).hasSameSizeAs(guards);
  }

  private String attack(String name) {
    return Attack.run(ground, name);
  }

  private static String trace(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }

  private static String row(Guard guard, String found, long millis) {
    return "%-62s %-23s %-79s %-11s %5d ms"
        .formatted(
            guard.name(),
            guard.place(),
            guard.attack(),
            found.isEmpty() ? "NOT NOTICED" : "noticed",
            millis);
  }
}
