package com.genericcorp.hq.plan;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the command {@code plan}. */
public final class PlanCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new PlanCommand());
  }
}
