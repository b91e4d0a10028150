package com.genericcorp.hq.release.assets;

import com.fasterxml.jackson.core.type.TypeReference;
import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of this release.
 *
 * @param rows in the order in which they are shown
 */
public record Figures(List<Figure> rows) {
  private static final double MEGABYTE = 1e6;

  /**
   * A measurement.
   *
   * @param what such as "install, offline, to healthy"
   * @param unit such as {@code s} or {@code MB}
   */
  public record Figure(String what, double value, String unit) {}

  public Figures {
    rows = List.copyOf(rows);
  }

  /**
   * Sizes of the files, and what else was measured.
   *
   * @param measured JSON: a list of {@code what}, {@code value} and {@code unit}, as the tests of
   *     the package on an engine write it; none when they did not run here
   */
  public static Figures of(Collection<Asset> archives, java.util.Optional<Path> measured) {
    List<Figure> rows = new ArrayList<>();
    archives.stream()
        .sorted()
        .forEach(one -> rows.add(new Figure(one.name(), one.size() / MEGABYTE, "MB")));
    measured.ifPresent(file -> rows.addAll(read(file)));
    return new Figures(rows);
  }

  private static List<Figure> read(Path file) {
    try {
      return Json.mapper().readValue(Files.readString(file), new TypeReference<>() {});
    } catch (IOException problem) {
      throw new InvalidInput(
          "%s has no figures: expected JSON, a list of {\"what\": …, \"value\": …, \"unit\": …}",
          file);
    }
  }

  /** For programs. */
  public String json() {
    return Json.print(rows) + "\n";
  }

  /** For people, as a table of Markdown. */
  public String markdown() {
    StringBuilder text = new StringBuilder("| measured of this release | |\n|---|---|\n");
    for (Figure one : rows) {
      String value = String.format(Locale.ROOT, one.value() < 10 ? "%.2f" : "%.0f", one.value());
      text.append("| %s | %s %s |\n".formatted(one.what(), value, one.unit()));
    }
    return text.toString();
  }
}
