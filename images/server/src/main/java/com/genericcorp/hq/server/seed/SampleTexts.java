package com.genericcorp.hq.server.seed;

import com.genericcorp.hq.cli.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a sample organisation's people ask of their agents: a file in {@code /samples}. In its texts
 * {@code {number}}, {@code {few}}, {@code {many}}, {@code {price}} and {@code {week}} become
 * numbers ({@code {week}} one near the day's), and other names in braces one of the file's words.
 *
 * @param zone where its people work
 * @param tasksADay on a usual working day, at the end of the history
 * @param offHours the share of tasks that come at any time of the day
 */
record SampleTexts(
    String zone,
    int tasksADay,
    double offHours,
    List<AgentText> agents,
    Map<String, List<String>> words) {
  /**
   * An agent and what it is asked to do.
   *
   * @param joined on which day of the history it was made
   */
  record AgentText(String name, String description, int joined, List<WorkText> work) {}

  /** Something that is asked again and again, with the ends that it may come to. */
  record WorkText(String title, List<String> results, List<String> errors) {}

  private static final Pattern BLANK = Pattern.compile("\\{([a-z]+)}");

  /** The texts of the organisation; one that has none of its own gets an office's. */
  static SampleTexts of(String slug) {
    // A slug has letters, digits and hyphens alone: it cannot lead elsewhere.
    try (InputStream own = SampleTexts.class.getResourceAsStream("/samples/" + slug + ".json");
        InputStream office = SampleTexts.class.getResourceAsStream("/samples/office.json")) {
      return Json.mapper().readValue(own == null ? office : own, SampleTexts.class);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  ZoneId zoneId() {
    return ZoneId.of(zone);
  }

  /** The text with its blanks filled, as on that day. */
  String filled(String text, LocalDate day, Random random) {
    return BLANK
        .matcher(text)
        .replaceAll(blank -> Matcher.quoteReplacement(word(blank.group(1), day, random)));
  }

  private String word(String name, LocalDate day, Random random) {
    return switch (name) {
      case "number" -> Integer.toString(1_000 + random.nextInt(9_000));
      case "few" -> Integer.toString(2 + random.nextInt(7));
      case "many" -> Integer.toString(12 + random.nextInt(140));
      case "price" -> Integer.toString(40 + 5 * random.nextInt(500));
      case "week" ->
          Integer.toString(
              day.plusWeeks(random.nextInt(3) - 1L).get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
      default -> oneOf(words.getOrDefault(name, List.of(name)), random);
    };
  }

  static <T> T oneOf(List<T> list, Random random) {
    return list.get(random.nextInt(list.size()));
  }
}
