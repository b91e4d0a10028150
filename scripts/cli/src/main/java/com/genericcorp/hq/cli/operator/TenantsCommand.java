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
      "  export SLUG [--to PLACE]   writes it into one file; --check FILE reads one",
      "  restore FILE [--as SLUG]   makes it an organisation again",
      "  offboard SLUG [--grace DAYS]   suspends it, to be exported and purged after its grace",
      "  keep SLUG   takes that back",
      "  purge SLUG   deletes it for good, with a signed statement",
      "  statement show|verify|keys   those statements",
      "  migrate [--dry-run] [--status] [--only SLUG…] [--canary SHARE]",
      "      [--stop-at SHARE] [--workers N] [--json]   docs/migrations.md"
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq tenants create north-wind --name 'North Wind' --tier growth",
      "  scripts/hq tenants list --json",
      "  scripts/hq tenants tier north-wind enterprise",
      "  scripts/hq tenants export north-wind --to /backup/",
      "  scripts/hq tenants migrate --status"
    })
final class TenantsCommand extends PassedOn {
  TenantsCommand(OperatorCommands.Platform platform) {
    super(
        platform,
        "create",
        "list",
        "tier",
        "export",
        "restore",
        "offboard",
        "keep",
        "purge",
        "statement",
        "migrate");
  }
}
