package com.genericcorp.hq.cli;

import java.util.List;

/** How a module brings its commands to {@code hq}: found by {@link java.util.ServiceLoader}. */
public interface CommandProvider {
  /** Objects annotated with picocli's {@code @Command}, each a top-level command of {@code hq}. */
  List<Object> commands();
}
