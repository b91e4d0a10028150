package com.genericcorp.hq.rehearse;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the command {@code rehearse}. */
public final class RehearseCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new RehearseCommand());
  }
}
