package com.genericcorp.hq.domain.report;

import java.util.regex.Pattern;

/**
 * What one check found.
 *
 * @param check its name, stable, for programs
 * @param seen in a sentence; what others wrote in it is stripped of control characters
 * @param remedy what to do; empty when there is nothing to do
 */
public record Finding(String check, Outcome outcome, String seen, String remedy) {
  private static final int LONGEST = 600;

  /** What a terminal would obey. */
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]");

  public Finding {
    String printable = UNPRINTABLE.matcher(seen).replaceAll("?");
    seen = printable.length() > LONGEST ? printable.substring(0, LONGEST) + "…" : printable;
  }

  public static Finding ok(String check, String seen) {
    return new Finding(check, Outcome.OK, seen, "");
  }

  public static Finding warning(String check, String seen, String remedy) {
    return new Finding(check, Outcome.WARNING, seen, remedy);
  }

  public static Finding fault(String check, String seen, String remedy) {
    return new Finding(check, Outcome.FAULT, seen, remedy);
  }

  public static Finding skipped(String check, String why) {
    return new Finding(check, Outcome.SKIPPED, why, "");
  }
}
