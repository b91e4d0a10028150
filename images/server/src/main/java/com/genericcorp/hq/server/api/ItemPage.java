package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.tasks.Place;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list, newest first.
 *
 * @param next the cursor of the next part; null when this is the last
 */
record ItemPage<V>(List<V> items, @Nullable String next) {
  /**
   * A page of rows.
   *
   * @param rows one more than the page has items when there is another page
   */
  static <R, V> ItemPage<V> of(
      List<R> rows, int limit, Function<R, V> view, Function<R, Place> place) {
    List<R> shown = rows.subList(0, Math.min(limit, rows.size()));
    String next = rows.size() > limit ? Cursor.of(place.apply(shown.get(shown.size() - 1))) : null;
    return new ItemPage<>(shown.stream().map(view).toList(), next);
  }
}
