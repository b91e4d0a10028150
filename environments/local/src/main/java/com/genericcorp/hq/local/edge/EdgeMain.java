package com.genericcorp.hq.local.edge;

/** The edge's process. Its words are those of {@link EdgeSettings#words}. */
public final class EdgeMain {
  private EdgeMain() {}

  public static void main(String... words) throws Exception {
    EdgeSettings settings = EdgeSettings.parse(words);
    Edge edge;
    try {
      edge = Edge.start(settings);
    } catch (java.io.IOException problem) {
      System.err.println("edge: " + problem.getMessage());
      System.exit(1);
      return;
    }
    LogCap.start(settings.logs());
    System.err.printf("edge: https %d, http %d%n", edge.httpsPort(), edge.httpPort());
  }
}
