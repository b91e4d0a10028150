package com.genericcorp.hq.rehearse.engine;

import org.jspecify.annotations.Nullable;

/** A value that a request of AWS has no place for, or of which it lacks one; says which. */
public final class Unfit extends RuntimeException {
  public Unfit(String format, @Nullable Object... arguments) {
    super(String.format(format, arguments));
  }
}
