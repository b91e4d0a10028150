package com.genericcorp.hq.server.isolation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * One thing that keeps organisations apart, how it is taken away, and the attack that must notice.
 */
sealed interface Guard {
  String name();

  /** As {@code SqlEscapesTest.aGatewayTakesNoRoleOfAnotherCohort}. */
  String attack();

  /** Where it is, for the table. */
  String place();

  /** Runs the attack on a ground without the guard; what it found, empty if nothing. */
  String attackWithout(Ground ground);

  /**
   * One in the database, taken away and put back by SQL as a superuser: what a wrong migration, or
   * a hand, could do.
   */
  record InDatabase(
      String name, String attack, Function<Ground, String> remove, Function<Ground, String> restore)
      implements Guard {
    @Override
    public String place() {
      return "database";
    }

    @Override
    public String attackWithout(Ground ground) {
      String putBack = restore.apply(ground);
      ground.installation.asSuperuser(remove.apply(ground));
      try {
        // On connections of its own: what crosses may stay with them.
        return Attack.run(ground.installation.database, ground.keys, attack);
      } finally {
        ground.installation.asSuperuser(putBack);
      }
    }
  }

  /** One in the server: a copy of it is compiled in which an expression is another one. */
  record InServer(String name, String attack, List<Mutation> mutations) implements Guard {
    @Override
    public String place() {
      return mutations.get(0).type();
    }

    @Override
    public String attackWithout(Ground ground) {
      Map<String, byte[]> classes = new HashMap<>();
      mutations.forEach(mutation -> classes.putAll(mutation.compile()));
      try {
        return (String)
            new MutatedServer(classes)
                .loadClass(Attack.class.getName())
                .getMethod("run", ground.installation.database.getClass(), Map.class, String.class)
                .invoke(null, ground.installation.database, ground.keys, attack);
      } catch (ReflectiveOperationException problem) {
        throw new IllegalStateException("the mutated server did not run: " + name, problem);
      }
    }
  }
}
