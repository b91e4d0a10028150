package com.genericcorp.hq.cli.operator;

import picocli.CommandLine.Command;

/** {@code hq users}. */
@Command(
    name = "users",
    description = {
      "Invites and lists the people of an organisation of an environment.",
      "",
      "  invite SLUG EMAIL --role ROLE [--json]   prints a link to join by",
      "  list SLUG [--json]",
      "  reset-password SLUG EMAIL [--json]       prints a link for another password",
      "",
      "Roles: owner, member, reader. Links are mailed, too, where SMTP_HOST and MAIL_FROM are set."
    },
    footer = {
      "",
      "Examples:",
      "  scripts/hq users invite north-wind ada@example.com --role owner",
      "  scripts/hq users list north-wind --json"
    })
final class UsersCommand extends PassedOn {
  UsersCommand(OperatorCommands.Platform platform) {
    super(platform, "invite", "list", "reset-password");
  }
}
