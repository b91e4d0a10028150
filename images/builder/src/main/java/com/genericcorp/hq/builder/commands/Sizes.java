package com.genericcorp.hq.builder.commands;

import java.util.Locale;

/** Bytes for people, in powers of ten as registries show them. */
final class Sizes {
  private Sizes() {}

  static String of(long bytes) {
    if (Math.abs(bytes) < 1_000) {
      return bytes + " B";
    }
    return Math.abs(bytes) < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
