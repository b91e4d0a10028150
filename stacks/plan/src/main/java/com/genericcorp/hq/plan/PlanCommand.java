package com.genericcorp.hq.plan;

import com.genericcorp.hq.model.Environment;
import com.genericcorp.hq.model.Environments;
import com.genericcorp.hq.model.Repository;
import com.genericcorp.hq.plan.capture.Captured;
import com.genericcorp.hq.plan.capture.Inventory;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code hq plan ENVIRONMENT}. */
@Command(
    name = "plan",
    description = "Says what an environment would be on AWS.",
    footer = {"", "Example: scripts/hq plan demo"},
    mixinStandardHelpOptions = true)
final class PlanCommand implements Runnable {
  @Parameters(paramLabel = "ENVIRONMENT", description = "One of platform aws.")
  private String name = "";

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    Environment environment = new Environments(Repository.find().environments()).load(name);
    Inventory inventory = Program.inventory(environment);
    PrintWriter out = spec.commandLine().getOut();
    print(out, inventory, Optional.empty(), "");
    out.flush();
  }

  private static void print(
      PrintWriter out, Inventory inventory, Optional<String> parent, String indent) {
    for (Captured one : inventory.childrenOf(parent)) {
      out.println(indent + one.kind() + " " + one.name());
      print(out, inventory, Optional.of(one.urn()), indent + "  ");
    }
  }
}
