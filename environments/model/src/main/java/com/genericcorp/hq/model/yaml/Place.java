package com.genericcorp.hq.model.yaml;

import java.util.Comparator;

/**
 * Where something is written.
 *
 * @param file as it is shown to people: {@code environments/demo.yaml}
 * @param line counted from 1; 0 means the file as a whole
 */
public record Place(String file, int line) implements Comparable<Place> {
  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::file).thenComparingInt(Place::line);

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }

  /** {@code environments/demo.yaml:12}, which editors and terminals turn into a link. */
  @Override
  public String toString() {
    return line == 0 ? file : file + ":" + line;
  }
}
