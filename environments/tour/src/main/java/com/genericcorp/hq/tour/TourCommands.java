package com.genericcorp.hq.tour;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the command {@code tour}. */
public final class TourCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new TourCommand());
  }
}
