package com.genericcorp.hq.model;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.model.yaml.Node.Scalar;
import java.math.BigDecimal;
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

  /** The number in plain writing, without zeros at its end, so that equal ones are equal. */
  static BigDecimal decimal(String name, BigDecimal value, String least, String most) {
    if (value.compareTo(new BigDecimal(least)) < 0 || value.compareTo(new BigDecimal(most)) > 0) {
      throw new InvalidInput("%s is %s; allowed: %s to %s", name, value, least, most);
    }
    BigDecimal shortest = value.stripTrailingZeros();
    return shortest.scale() < 0 ? shortest.setScale(0) : shortest;
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
