package com.genericcorp.hq.bench;

import java.util.Arrays;

/** Durations of one thing, in nanoseconds. */
final class Sample {
  private long[] nanos = new long[1_024];
  private int size;

  void add(long value) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, size * 2);
    }
    nanos[size++] = value;
  }

  void addAll(Sample other) {
    for (int at = 0; at < other.size; at++) {
      add(other.nanos[at]);
    }
  }

  int size() {
    return size;
  }

  /** The value below which this share of the durations lies, in milliseconds. */
  double millis(double share) {
    long[] sorted = Arrays.copyOf(nanos, size);
    Arrays.sort(sorted);
    return sorted[(int) Math.min(size - 1L, Math.round(share * (size - 1)))] / 1e6;
  }

  double median() {
    return millis(0.5);
  }
}
