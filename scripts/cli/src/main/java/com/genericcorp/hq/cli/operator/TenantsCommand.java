package com.genericcorp.hq.cli.operator;

import picocli.CommandLine.Command;

/** {@code hq tenants}. */
@Command(
    name = "tenants",
    description = {
      "Makes, shows and changes organisations of an environment; docs/tenants.md is the guide.",
      "Those that change something take --by WHO, for the record; all take --json.",
      "",
      "  create SLUG [--name NAME] [--tier TIER] [--owner EMAIL] [--request-key KEY]",
      "      prints its API key; with a request key again, when repeated",
      "  list [--status STATUS] [--tier TIER] [--limit NUMBER] [--after SLUG]",
      "  show SLUG   where and how it is, what was done with it and by whom",
      "  suspend SLUG [--reason TEXT]   is served no more, on every server at once",
      "  resume SLUG   is served again",
      "  rename SLUG NEW-SLUG [--name NAME]   another name in host names",
      "  tier SLUG TIER   puts it into another tier",
      "  export SLUG [--to PLACE]   writes it into one file; --check FILE reads one",
      "  restore FILE [--as SLUG]   makes it an organisation again",
      "  offboard SLUG [--grace DAYS]   suspends it, to be exported and purged after its grace",
      "  keep SLUG   takes that back",
      "  purge SLUG   deletes it for good, with a signed statement",
      "  statement show|verify|keys   those statements",
      "  migrate [--dry-run] [--status] [--only SLUG…] [--canary SHARE]",
      "      [--stop-at SHARE] [--workers N] [--json]   docs/migrations.md",
      "  adopt SLUG [--move] [--schema NAME] [--mapping FILE] [--yes]   makes one of an existing",
      "      database; docs/tenants-adopt.md is the guide; also --list, --revert and --confirm"
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq tenants create north-wind --name 'North Wind' --tier growth",
      "  scripts/hq tenants list --json",
      "  scripts/hq tenants suspend north-wind --reason 'invoice 4711 is unpaid'",
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
        "show",
        "suspend",
        "resume",
        "rename",
        "tier",
        "export",
        "restore",
        "offboard",
        "keep",
        "purge",
        "statement",
        "adopt",
        "migrate");
  }
}
