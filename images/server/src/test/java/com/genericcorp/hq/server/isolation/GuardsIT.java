package com.genericcorp.hq.server.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The proof that the attacks can fail: each guard is taken away in turn, and the attack that must
 * notice is run. All are run before, when every guard is there, and again when those of the
 * database have been put back, so that nothing else is what they notice.
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
    List<Guard> inDatabase = DatabaseGuards.all();
    List<Guard> inServer = ServerGuards.all();
    List<String> faults = new ArrayList<>();
    List<String> table = new ArrayList<>();

    faults.addAll(whatFailsWithAllGuards(Stream.of(inDatabase, inServer).flatMap(List::stream)));
    inDatabase.forEach(guard -> table.add(without(guard, faults)));
    faults.addAll(whatFailsWithAllGuards(inDatabase.stream()));
    inServer.forEach(guard -> table.add(without(guard, faults)));

    System.out.println("Guards taken away, and who noticed:\n" + String.join("\n", table));
    assertThat(faults).isEmpty();
  }

  /** On a ground of its own, whose server is gone when a mutated one starts. */
  private static List<String> whatFailsWithAllGuards(Stream<Guard> guards) {
    try (Ground intact = new Ground(ground.installation.database, ground.keys)) {
      return guards
          .map(Guard::attack)
          .distinct()
          .map(attack -> attack + ": " + Attack.run(intact, attack))
          .filter(judged -> !judged.endsWith(": "))
          .map(judged -> "Although every guard is there: " + judged)
          .toList();
    }
  }

  /** Adds what is wrong to the faults; a line of the table. */
  private static String without(Guard guard, List<String> faults) {
    long began = System.nanoTime();
    String found = "";
    try {
      found = guard.attackWithout(ground);
    } catch (IllegalStateException | AssertionError problem) {
      faults.add("Without '%s': %s".formatted(guard.name(), trace(problem)));
    }
    if (found.isEmpty()) {
      faults.add(guard.attack() + " does not notice that this is missing: " + guard.name());
    }
    return "%-62s %-23s %-79s %-11s %5d ms"
        .formatted(
            guard.name(),
            guard.place(),
            guard.attack(),
            found.isEmpty() ? "NOT NOTICED" : "noticed",
            (System.nanoTime() - began) / 1_000_000);
  }

  private static String trace(Throwable problem) {
    StringWriter text = new StringWriter();
    problem.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
