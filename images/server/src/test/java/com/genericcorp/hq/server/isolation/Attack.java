package com.genericcorp.hq.server.isolation;

import com.genericcorp.hq.postgres.TestPostgres;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;

/**
 * One test of this package, run on a database whose guards are what somebody made of them. Reached
 * by reflection where a class loader has mutated classes, so it takes and returns the JDK's types
 * and {@code environments/postgres}'s alone.
 */
public final class Attack {
  private Attack() {}

  /**
   * Runs a test as {@code SqlEscapesTest.aGatewayTakesNoRoleOfAnotherCohort}.
   *
   * @param keys an owner's key of each organisation, by its slug
   * @return empty when nothing crossed; else what the test said
   * @throws IllegalStateException when the test did not come to a judgement
   */
  public static String run(TestPostgres.Database database, Map<String, String> keys, String test) {
    try (Ground ground = new Ground(database, keys)) {
      // What never comes is not waited for as long as what comes late.
      ground.patience = Duration.ofSeconds(4);
      return run(ground, test);
    }
  }

  /** The same on a ground that is there already. */
  static String run(Ground ground, String test) {
    String[] words = test.split("\\.");
    Ground.attackInstead(ground);
    try {
      Class<?> type =
          Class.forName(
              Attack.class.getPackageName() + "." + words[0], true, Attack.class.getClassLoader());
      var constructor = type.getDeclaredConstructor();
      constructor.setAccessible(true);
      Method method = type.getDeclaredMethod(words[1]);
      method.setAccessible(true);
      method.invoke(constructor.newInstance());
      return "";
    } catch (InvocationTargetException ended) {
      if (ended.getCause() instanceof AssertionError found) {
        return String.valueOf(found.getMessage()).strip().replaceAll("\\s+", " ");
      }
      throw new IllegalStateException(test + " failed in another way", ended.getCause());
    } catch (ReflectiveOperationException problem) {
      throw new IllegalStateException("there is no test " + test, problem);
    } finally {
      Ground.attackInstead(null);
    }
  }
}
