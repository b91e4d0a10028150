package com.genericcorp.hq.local.commands;

import com.genericcorp.hq.cli.InvalidInput;
import com.genericcorp.hq.local.up.ServerCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** {@code hq tenants}: passed on to the server's own command. */
@Command(
    name = "tenants",
    description = {
      "Makes and lists organisations of an environment of this machine, and changes their tiers.",
      "",
      "  create SLUG [--name NAME] [--tier TIER] [--json]   prints its API key, once",
      "  list [--json]",
      "  tier SLUG TIER [--json]   puts it into another tier"
    },
    footer = {
      "",
      "Examples:",
      "  hq tenants create north-wind --name 'North Wind' --tier growth",
      "  hq tenants list --json",
      "  hq tenants tier north-wind enterprise"
    },
    mixinStandardHelpOptions = true)
final class TenantsCommand implements Callable<Integer> {
  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description = "Default: local.",
      defaultValue = "local")
  private String environment = "";

  @Unmatched private List<String> words = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (words.isEmpty() || !List.of("create", "list", "tier").contains(words.get(0))) {
      throw new InvalidInput(
          "expected 'tenants create', 'tenants list' or 'tenants tier'; see --help");
    }
    Chosen chosen = Chosen.byName(environment);
    List<String> all = new ArrayList<>(List.of("tenants"));
    all.addAll(words);
    return new ServerCommand(chosen.repository().root(), chosen.environment(), chosen.state())
        .run(all, Chosen::waiting);
  }
}
