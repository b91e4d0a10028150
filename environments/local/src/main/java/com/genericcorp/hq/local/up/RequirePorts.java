package com.genericcorp.hq.local.up;

import com.genericcorp.hq.cli.Failed;
import com.genericcorp.hq.cli.Step;
import com.genericcorp.hq.local.net.Loopback;
import com.genericcorp.hq.local.net.PortHolder;
import com.genericcorp.hq.local.processes.Jvm;
import com.genericcorp.hq.postgres.process.ProcessTable;
import java.io.IOException;
import java.util.Optional;

/** Refuses, by name, a public port that somebody else uses. */
final class RequirePorts implements Step<Up> {
  private static final int LONGEST_COMMAND = 60;
  private static final int PRIVILEGED = 1024;

  @Override
  public String name() {
    return "See that the ports are free";
  }

  @Override
  public Optional<String> skip(Up up) {
    return up.edgeKept ? Optional.of("ours already") : Optional.empty();
  }

  @Override
  public void run(Up up) {
    PublicPorts ports = up.plan().publicPorts();
    require(ports.https(), "--https-port", up.environment.name());
    require(ports.http(), "--http-port", up.environment.name());
  }

  private static void require(int port, String option, String environment) {
    try {
      Loopback.requireFree(port);
    } catch (IOException problem) {
      String remedy = "use another: scripts/hq up %s %s PORT".formatted(environment, option);
      Optional<ProcessTable.Seen> holder = PortHolder.of(port);
      if (holder.isPresent()) {
        throw new Failed(
            "port %d is taken by process %d (%s); stop that, or %s",
            port, holder.get().pid(), shown(holder.get().command()), remedy);
      }
      String why =
          port < PRIVILEGED && String.valueOf(problem.getMessage()).contains("denied")
              ? "may not be used by this user"
              : "is taken by a process of another user";
      throw new Failed("port %d %s; %s", port, why, remedy);
    }
  }

  private static String shown(String command) {
    return Jvm.stateIn(command)
        .map(state -> "the environment that lives in " + state)
        .orElse(
            command.length() <= LONGEST_COMMAND
                ? command
                : command.substring(0, LONGEST_COMMAND) + "…");
  }
}
