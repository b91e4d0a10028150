package com.genericcorp.hq.model.commands;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings {@code hq environments} and {@code hq diff}. */
public final class ModelCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new EnvironmentsCommand(), new DiffCommand());
  }
}
