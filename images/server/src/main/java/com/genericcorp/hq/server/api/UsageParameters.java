package com.genericcorp.hq.server.api;

import com.genericcorp.hq.server.http.Call;
import com.genericcorp.hq.server.http.Problem;
import com.genericcorp.hq.server.http.Problem.Fault;
import com.genericcorp.hq.server.usage.Period;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request for usage.
 *
 * @param from the start of an hour or day
 * @param to the start of a later one, exclusive
 */
record UsageParameters(Period by, Instant from, Instant to) {
  private static final String BY = "by";
  private static final String FROM = "from";
  private static final String TO = "to";
  // RFC 3339; Java alone would also take years of nine digits and times without seconds.
  private static final Pattern TIME =
      Pattern.compile(
          "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?(Z|[+-]\\d\\d:\\d\\d)",
          Pattern.CASE_INSENSITIVE);

  /**
   * Reads the query.
   *
   * @throws com.genericcorp.hq.server.http.ProblemException 400 with every fault
   */
  static UsageParameters of(Call call, Instant now) {
    List<Fault> faults = new ArrayList<>();
    Map<String, String> values = Parameters.values(call.query(), Set.of(BY, FROM, TO), faults);
    Period by = by(values.get(BY), faults);
    Instant sentFrom = time(FROM, values.get(FROM), faults);
    Instant sentTo = time(TO, values.get(TO), faults);
    Instant to = sentTo == null ? by.plus(by.start(now), 1) : by.end(sentTo);
    Instant from = sentFrom == null ? by.plus(to, -by.usual()) : by.start(sentFrom);
    if (faults.isEmpty() && !from.isBefore(to)) {
      faults.add(new Fault("?" + FROM, "must be before the end, which is " + Views.time(to)));
    } else if (faults.isEmpty() && by.between(from, to) > by.most()) {
      faults.add(
          new Fault(
              "?" + FROM,
              "must be at most %d %ss before the end, which is %s"
                  .formatted(by.most(), by.text(), Views.time(to))));
    }
    if (!faults.isEmpty()) {
      throw Problem.invalid(faults).exception();
    }
    return new UsageParameters(by, from, to);
  }

  private static Period by(@Nullable String text, List<Fault> faults) {
    Optional<Period> by = text == null ? Optional.of(Period.DAY) : Period.of(text);
    if (by.isEmpty()) {
      faults.add(new Fault("?" + BY, "must be one of hour, day"));
    }
    return by.orElse(Period.DAY);
  }

  private static @Nullable Instant time(String name, @Nullable String text, List<Fault> faults) {
    if (text == null) {
      return null;
    }
    if (TIME.matcher(text).matches()) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException noSuchTime) {
        // Said below.
      }
    }
    faults.add(
        new Fault(
            "?" + name, "must be a time such as 2026-11-01T00:00:00Z, escaped if it has a +"));
    return null;
  }
}
