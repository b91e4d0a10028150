package com.genericcorp.hq.cli;

import org.jspecify.annotations.Nullable;

/**
 * What the user gave cannot be used. The message is a sentence for that user: what was read and
 * where, what was expected, what to do next. Commands end with exit code 2.
 */
public class InvalidInput extends RuntimeException {
  public InvalidInput(String format, @Nullable Object... arguments) {
    super(arguments.length == 0 ? format : String.format(format, arguments));
  }
}
