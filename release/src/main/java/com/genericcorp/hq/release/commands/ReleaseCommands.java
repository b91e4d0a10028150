package com.genericcorp.hq.release.commands;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings {@code hq release}. */
public final class ReleaseCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new ReleaseCommand());
  }
}
