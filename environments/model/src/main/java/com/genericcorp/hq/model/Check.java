package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a record's constructor demands of its values. */
final class Check {
  private Check() {}

  static void range(String name, long value, long least, long most) {
    if (value < least || value > most) {
      throw new InvalidInput("%s is %d; allowed: %d to %d", name, value, least, most);
    }
  }

  /** The pattern is matched against text of at most {@code longest} characters. */
  static void matches(String name, String value, Pattern pattern, int longest, String wanted) {
    if (value.length() > longest || !pattern.matcher(value).matches()) {
      throw new InvalidInput("%s is %s; expected %s", name, Scalar.quoted(value), wanted);
    }
  }

  static void refuse(Optional<String> problem) {
    if (problem.isPresent()) {
      throw new InvalidInput(problem.get());
    }
  }
}
