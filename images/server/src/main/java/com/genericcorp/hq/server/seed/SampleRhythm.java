package com.genericcorp.hq.server.seed;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Random;

/**
 * When an organisation's work comes: on working days rather than at weekends, by day rather than by
 * night, more from week to week, and on some days much more or with more trouble than usual. A day
 * is the same whenever it is asked for.
 */
final class SampleRhythm {
  private static final double AT_FIRST = 0.55;
  private static final double AT_A_WEEKEND_DAY = 0.15;
  private static final double BUSY_DAYS = 0.09;
  private static final double BUSY = 1.8;
  private static final double BAD_DAYS = 0.06;
  private static final double SPREAD = 0.15;
  private static final int MINUTES = 24 * 60;

  private final String slug;
  private final SampleTexts texts;

  SampleRhythm(String slug, SampleTexts texts) {
    this.slug = slug;
    this.texts = texts;
  }

  /** The chances of a day; of one thing in it when a number is given. */
  Random chances(LocalDate day, int number) {
    long seed = (slug.hashCode() * 1_000_003L + day.toEpochDay()) * 100_003L + number;
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    random.nextLong(); // the first numbers of near seeds are alike
    return random;
  }

  /**
   * How many tasks a day brings.
   *
   * @param age of the organisation's work on that day: 0 at its beginning, 1 today
   */
  int tasks(LocalDate day, double age) {
    Random random = chances(day, -1);
    double noise = Math.max(-2, Math.min(2, random.nextGaussian())) * SPREAD;
    double busy = random.nextDouble() < BUSY_DAYS ? BUSY : 1;
    double growth = AT_FIRST + (1 - AT_FIRST) * age;
    double weekday = isWeekend(day) ? AT_A_WEEKEND_DAY : busy;
    return Math.max(1, (int) Math.round(texts.tasksADay() * growth * weekday * (1 + noise)));
  }

  /** Whether something that many tasks need was out of order that day. */
  boolean isBad(LocalDate day) {
    return chances(day, -2).nextDouble() < BAD_DAYS;
  }

  /** A moment of the day at which work comes. */
  Instant moment(LocalDate day, Random random) {
    int minute;
    if (random.nextDouble() < texts.offHours()) {
      minute = random.nextInt(MINUTES);
    } else {
      // Before noon and after it, with a lunch between.
      double peak = random.nextInt(100) < 55 ? 10.2 : 14.8;
      minute = (int) Math.round(60 * (peak + 1.2 * random.nextGaussian()));
    }
    int within = Math.min(Math.max(minute, 0), MINUTES - 1);
    return day.atStartOfDay(texts.zoneId())
        .plusMinutes(within)
        .plusNanos(random.nextInt(60_000) * 1_000_000L)
        .toInstant();
  }

  /** How lively the organisation's people and programs are in that hour: 0 to 1. */
  double liveliness(Instant hour) {
    var local = hour.atZone(texts.zoneId());
    if (isWeekend(local.toLocalDate())) {
      return 0.08;
    }
    int clock = local.getHour();
    if (clock < 6 || clock >= 21) {
      return 0.05;
    }
    return clock >= 8 && clock < 18 ? (clock == 12 ? 0.6 : 1) : 0.25;
  }

  static boolean isWeekend(LocalDate day) {
    return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
  }
}
