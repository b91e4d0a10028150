package com.genericcorp.hq.domain;

import com.genericcorp.hq.cli.CommandProvider;
import java.util.List;

/** Brings the command {@code domain}. */
public final class DomainCommands implements CommandProvider {
  @Override
  public List<Object> commands() {
    return List.of(new DomainCommand());
  }
}
