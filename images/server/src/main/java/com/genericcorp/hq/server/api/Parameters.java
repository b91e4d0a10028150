package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Problem.Fault;
import com.genericcorp.hq.server.tasks.Place;
import com.genericcorp.hq.server.tasks.TaskStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request for a list. One that nobody knows is refused: a misspelt filter must not
 * look like one that found everything.
 *
 * @param limit how many items at most
 * @param after where the page before ended; null for the first
 */
record Parameters(@Nullable TaskStatus status, int limit, @Nullable Place after) {
  static final String STATUS = "status";
  static final String LIMIT = "limit";
  static final String CURSOR = "cursor";

  private static final int USUAL = 50;
  private static final int MOST = 100;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");

  /**
   * Reads the query.
   *
   * @param known the parameters that this list takes
   */
  static Parameters of(Call call, Set<String> known) {
    List<Fault> faults = new ArrayList<>();
    Map<String, String> values = values(call.query(), known, faults);
    Parameters parameters =
        new Parameters(
            status(values.get(STATUS), faults),
            limit(values.get(LIMIT), faults),
            after(values.get(CURSOR), faults));
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults).exception();
    }
    return parameters;
  }

  /** The query's values by name; what is unknown or there twice is a fault. */
  static Map<String, String> values(String query, Set<String> known, List<Fault> faults) {
    Map<String, String> values = new HashMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? pair : pair.substring(0, equals);
      if (!known.contains(name)) {
        String cut = name.length() > 60 ? name.substring(0, 60) + "…" : name;
        faults.add(
            new Fault(
                "?" + cut,
                "is not known here; known are "
                    + known.stream().sorted().collect(Collectors.joining(", "))));
      } else if (values.put(name, decoded(pair.substring(equals + 1))) != null) {
        faults.add(new Fault("?" + name, "was sent more than once"));
      }
    }
    return values;
  }

  /** The decoded value; one with a malformed escape is left as it is, and so matches nothing. */
  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return value;
    }
  }

  private static @Nullable TaskStatus status(@Nullable String text, List<Fault> faults) {
    if (text == null) {
      return null;
    }
    Optional<TaskStatus> status = TaskStatus.of(text);
    if (status.isEmpty()) {
      String all =
          Arrays.stream(TaskStatus.values())
              .map(TaskStatus::text)
              .collect(Collectors.joining(", "));
      faults.add(new Fault("?" + STATUS, "must be one of " + all));
    }
    return status.orElse(null);
  }

  private static int limit(@Nullable String text, List<Fault> faults) {
    if (text == null) {
      return USUAL;
    }
    int limit = NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      faults.add(new Fault("?" + LIMIT, "must be a whole number from 1 to " + MOST));
    }
    return limit;
  }

  private static @Nullable Place after(@Nullable String text, List<Fault> faults) {
    if (text == null) {
      return null;
    }
    Optional<Place> place = Cursor.parse(text);
    if (place.isEmpty()) {
      faults.add(new Fault("?" + CURSOR, "must be what 'next' of the page before said"));
    }
    return place.orElse(null);
  }
}
