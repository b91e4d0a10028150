package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A policy that is broken knowingly, for a while.
 *
 * @param policy {@code AWS_n}, Checkov's number, or {@code HQ_n}, one of the stacks' own
 * @param resource the name of the resource that breaks it, or {@value #ANY}
 * @param reason why, for whoever reviews it
 * @param until the last day on which it holds
 */
public record Waiver(String policy, String resource, String reason, LocalDate until) {
  /** Stands for every resource. */
  public static final String ANY = "*";

  private static final Pattern POLICY = Pattern.compile("(AWS|HQ)_[0-9]+");
  private static final Pattern RESOURCE = Pattern.compile("\\*|[a-zA-Z][a-zA-Z0-9-]*");
  private static final Pattern REASON =
      Pattern.compile("[^\\u0000-\\u001f\\u007f-\\u009f]*[^\\u0000-\\u0020\\u007f-\\u009f]");

  public Waiver {
    Check.matches("a waiver's policy", policy, POLICY, 12, "a policy's number such as AWS_333");
    Check.matches("a waiver's resource", resource, RESOURCE, 100, "a resource's name, or '*'");
    Check.matches("a waiver's reason", reason, REASON, 200, "a reason in printable characters");
  }

  /**
   * The day of a file's text.
   *
   * @throws InvalidInput when it is none
   */
  static LocalDate day(String text) {
    Check.refuse(dayProblem(text));
    return LocalDate.parse(text);
  }

  static Optional<String> dayProblem(String text) {
    try {
      LocalDate.parse(text);
      return Optional.empty();
    } catch (DateTimeParseException problem) {
      return Optional.of(
          "a waiver's until is " + Scalar.quoted(text) + "; expected a day such as 2027-06-30");
    }
  }
}
