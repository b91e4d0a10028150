package com.genericcorp.hq.verify;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings {@code hq verify}. */
public final class VerifyCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new VerifyCommand());
  }
}
