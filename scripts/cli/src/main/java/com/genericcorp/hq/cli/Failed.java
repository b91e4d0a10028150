package com.genericcorp.hq.cli;

import org.jspecify.annotations.Nullable;

/**
 * A step or a check failed although the input was right. The message is a sentence for the user:
 * what failed, why, what to do next. Commands end with exit code 1.
 */
public class Failed extends RuntimeException {
  public Failed(String format, @Nullable Object... arguments) {
    super(arguments.length == 0 ? format : String.format(format, arguments));
  }

  public Failed(Throwable cause, String format, @Nullable Object... arguments) {
    super(arguments.length == 0 ? format : String.format(format, arguments), cause);
  }
}
