package com.genericcorp.hq.cli.operator;

import java.util.List;

/** {@code tenants}, {@code users} and {@code job}: the same for every platform. */
public final class OperatorCommands {
  /** How a platform has its server's image carry a command out. */
  public interface Platform {
    /**
     * Runs a command with this process's output.
     *
     * @param environment its name
     * @param words from the command's name on
     * @return its exit code
     */
    int run(String environment, List<String> words) throws Exception;
  }

  private OperatorCommands() {}

  /** The commands, carried out by a platform. */
  public static List<Object> on(Platform platform) {
    return List.of(
        new TenantsCommand(platform), new UsersCommand(platform), new JobCommand(platform));
  }
}
