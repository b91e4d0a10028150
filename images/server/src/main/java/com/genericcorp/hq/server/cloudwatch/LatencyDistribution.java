package com.genericcorp.hq.server.cloudwatch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long requests took, in as many classes as CloudWatch takes of one metric, so that it can
 * compute percentiles over all servers. A class's value is within 6 % of what fell into it, from 1
 * ms to a minute.
 */
public final class LatencyDistribution {
  /** The most values that an entry of the Embedded Metric Format may have. */
  static final int CLASSES = 100;

  // The first class is below 1 ms; 1.12^98 ms is above a minute.
  private static final double GROWTH = 1.12;
  private static final double NANOS_IN_A_MILLI = 1e6;

  private final int[] counts = new int[CLASSES];
  private int count;
  private double sum;
  private double min = Double.POSITIVE_INFINITY;
  private double max;

  void add(Duration took) {
    double millis = took.toNanos() / NANOS_IN_A_MILLI;
    counts[classOf(millis)]++;
    count++;
    sum += millis;
    min = Math.min(min, millis);
    max = Math.max(max, millis);
  }

  /** Values that occurred and how often, in milliseconds. */
  public record Entry(
      List<Double> values, List<Integer> counts, double max, double min, int count, double sum) {}

  boolean isEmpty() {
    return count == 0;
  }

  Entry entry() {
    List<Double> values = new ArrayList<>();
    List<Integer> occurred = new ArrayList<>();
    for (int number = 0; number < CLASSES; number++) {
      if (counts[number] > 0) {
        values.add(rounded(Math.min(max, Math.max(min, middle(number)))));
        occurred.add(counts[number]);
      }
    }
    return new Entry(values, occurred, rounded(max), rounded(min), count, rounded(sum));
  }

  private static int classOf(double millis) {
    return millis < 1 ? 0 : Math.min(CLASSES - 1, 1 + (int) (Math.log(millis) / Math.log(GROWTH)));
  }

  private static double middle(int number) {
    return number == 0 ? 0.5 : Math.pow(GROWTH, number - 0.5);
  }

  private static double rounded(double millis) {
    return Math.round(millis * 1000) / 1000.0;
  }
}
