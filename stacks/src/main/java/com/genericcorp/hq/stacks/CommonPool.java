package com.genericcorp.hq.stacks;

/**
 * The JVM's common pool, in which Pulumi's SDK works. With as few threads as there are processors
 * the SDK waits for itself, sooner or later: on Java 25 with one or two processors (pulumi-java
 * #2270, mended after 1.36.1), on 17 with three.
 */
final class CommonPool {
  private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

  /** With two it hung within twenty plans, with so many it made fifty. */
  private static final String ENOUGH = "16";

  private CommonPool() {}

  /** Must come before anything uses the pool: its size is read once. What a user set is kept. */
  static void enlarge() {
    if (System.getProperty(PARALLELISM) == null) {
      System.setProperty(PARALLELISM, ENOUGH);
    }
  }
}
