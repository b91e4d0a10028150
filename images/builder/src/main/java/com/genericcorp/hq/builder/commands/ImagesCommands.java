package com.genericcorp.hq.builder.commands;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings {@code hq images}. */
public final class ImagesCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new ImagesCommand());
  }
}
