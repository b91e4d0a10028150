package com.genericcorp.hq.cli.sealed;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of sealed output, as it stands in a log: {@code agenthq-sealed NUMBER KIND BASE64}.
 *
 * @param number its place, from 0
 * @param bytes the sender's public key in line 0, ciphertext with its tag in the others
 */
record SealedLine(int number, Kind kind, byte[] bytes) {
  /** What a line is: the first, one of many, the last. */
  enum Kind {
    KEY("key"),
    PART("part"),
    END("end");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  private static final String MARK = "agenthq-sealed";
  private static final Pattern LINE =
      Pattern.compile(MARK + " ([0-9]{1,9}) (key|part|end) ([A-Za-z0-9+/]+=*)");

  /** Whether a line claims to be one; it may be damaged. */
  static boolean isOne(String line) {
    return line.startsWith(MARK);
  }

  /** The line, or none when it is not whole. */
  static Optional<SealedLine> parse(String line) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      byte[] bytes = Base64.getDecoder().decode(matcher.group(3));
      Kind kind = kind(matcher.group(2));
      return Optional.of(new SealedLine(Integer.parseInt(matcher.group(1)), kind, bytes));
    } catch (IllegalArgumentException noBase64) {
      return Optional.empty();
    }
  }

  private static Kind kind(String word) {
    for (Kind kind : Kind.values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    throw new IllegalArgumentException(word);
  }

  /** As it is written. */
  String text() {
    return MARK + " " + number + " " + kind.word + " " + Base64.getEncoder().encodeToString(bytes);
  }
}
