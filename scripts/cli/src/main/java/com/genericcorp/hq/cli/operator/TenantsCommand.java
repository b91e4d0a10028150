package com.genericcorp.hq.cli.operator;

import picocli.CommandLine.Command;

/** {@code hq tenants}. */
@Command(
    name = "tenants",
    description = {
      "Makes and lists organisations of an environment, changes their tiers, and",
      "migrates their schemas.",
      "",
      "  create SLUG [--name NAME] [--tier TIER] [--json]   prints its API key, once",
      "  list [--json]",
      "  tier SLUG TIER [--json]   puts it into another tier",
      "  migrate [--dry-run] [--status] [--only SLUG…] [--canary SHARE]",
      "      [--stop-at SHARE] [--workers N] [--json]   docs/migrations.md"
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq tenants create north-wind --name 'North Wind' --tier growth",
      "  scripts/hq tenants list --json",
      "  scripts/hq tenants tier north-wind enterprise",
      "  scripts/hq tenants migrate --status"
    })
final class TenantsCommand extends PassedOn {
  TenantsCommand(OperatorCommands.Platform platform) {
    super(platform, "create", "list", "tier", "migrate");
  }
}
