package com.genericcorp.hq.server.commands;

import com.genericcorp.hq.server.tenancy.Operator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --by}, for commands whose doing is recorded. */
final class OperatorOption {
  @Option(
      names = "--by",
      paramLabel = "WHO",
      description = "Who does this, for the record. Default: the user and host of the process.")
  private @Nullable String by;

  Operator asked() {
    return Operator.named(by);
  }
}
