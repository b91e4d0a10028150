package com.genericcorp.hq.cli.operator;

import picocli.CommandLine.Command;

/** {@code hq job}. */
@Command(
    name = "job",
    description = {
      "Does now, in an environment, what is done by night elsewhere.",
      "",
      "  demo-reset           undoes what was done in the sample organisations, makes",
      "                       their history anew, as of now; what people made stays",
      "  offboarding [--json]   exports and purges the organisations whose grace is over",
      "  retention [--json]   removes old usage, and sessions, invitations and names of",
      "                       repeated requests that have ended",
      "  roll-up [--json]     sums usage by day and month, late hours included"
    },
    footer = {"", "Examples:", "  scripts/hq job demo-reset", "  scripts/hq job retention --json"})
final class JobCommand extends PassedOn {
  JobCommand(OperatorCommands.Platform platform) {
    super(platform, "demo-reset", "offboarding", "retention", "roll-up");
  }
}
